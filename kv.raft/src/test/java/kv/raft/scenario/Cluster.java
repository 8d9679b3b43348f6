package kv.raft.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.HardState;
import kv.raft.model.Message;
import kv.raft.model.NodeIds;
import kv.raft.model.RaftConfig;
import kv.raft.model.RaftConfig.Election;
import kv.raft.model.RaftConfig.Limits;
import kv.raft.model.Ready;
import kv.raft.model.Ready.HardStateChange;
import kv.raft.model.Ready.Persist;
import kv.raft.model.SoftState;
import kv.raft.testing.Member;
import kv.raft.testing.MemoryLog;
import kv.raft.testing.Text;
import kv.raft.testing.Words;

/// The members of a scenario and the messages between them. Prints what happens.
///
/// Timeouts are not random: member 1 waits 10 ticks, member 2 11, and so on.
final class Cluster {

    private static final int DROPPED_TO_LIST = 6;
    private static final SoftState UNSEEN = new SoftState(0, SoftState.RoleKind.FOLLOWER);

    private final TreeMap<Long, Member> members = new TreeMap<>();
    private final TreeMap<Long, SoftState> seen = new TreeMap<>();
    private final List<Message> network = new ArrayList<>();
    private final List<Message> late = new ArrayList<>();
    private final StringBuilder out;

    Cluster(StringBuilder out) {
        this.out = out;
    }

    Member member(long id) {
        Member member = members.get(id);
        if (member == null) {
            throw new IllegalArgumentException("no member " + id);
        }
        return member;
    }

    List<Member> running() {
        return members.values().stream().filter(Member::isRunning).toList();
    }

    /// A member that starts again follows nobody.
    void forget(long id) {
        seen.remove(id);
    }

    void print(String line) {
        out.append(line).append('\n');
    }

    /// Make a member. Its log is given by the terms of its entries.
    void add(long id, Arguments settings) {
        NodeIds none = NodeIds.of();
        ConfState membership = new ConfState(NodeIds.of(settings.numbers("voters")),
                NodeIds.of(settings.numbers("learners")),
                NodeIds.of(settings.numbers("outgoing")), none, false);
        MemoryLog disk = new MemoryLog();
        long[] terms = settings.numbers("log");
        for (int i = 0; i < terms.length; i++) {
            disk.append(List.of(new Entry(
                    terms[i], i + 1, EntryKind.NORMAL, new Text(terms[i] + "." + (i + 1)))));
        }
        long lastTerm = terms.length == 0 ? 0 : terms[terms.length - 1];
        disk.hardState(new HardState(settings.option("term", lastTerm),
                settings.option("vote", 0), settings.option("commit", 0)));
        members.put(id, new Member(config(id, settings), disk, membership));
    }

    private static RaftConfig config(long id, Arguments settings) {
        Election election = new Election((int) settings.option("election", 10),
                (int) settings.option("heartbeat", 1),
                !settings.has("no-pre-vote"), !settings.has("no-check-quorum"));
        Limits limits = new Limits(settings.option("message-bytes", 1 << 20),
                (int) settings.option("inflight", 512),
                settings.option("inflight-bytes", Long.MAX_VALUE),
                settings.option("applying-bytes", 1 << 20),
                settings.option("uncommitted-bytes", Long.MAX_VALUE));
        return new RaftConfig(id, election, limits, bound -> (int) (id - 1) % bound);
    }

    /// Take every `Ready` of a member; in detail if asked.
    boolean ready(Member member, boolean detailed) {
        boolean any = false;
        while (member.node().hasReady()) {
            any = true;
            Ready ready = member.takeReady();
            printSoftState(member.id(), ready.softState());
            if (detailed) {
                printDetails(member.id(), ready);
            }
            ready.readStates().forEach(read -> print(
                    member.id() + " may read for " + read.context() + " at " + read.index()));
            ready.losses().forEach(loss -> print(member.id() + " refuses " + loss.member()
                    + ", which ends at " + loss.last() + " of " + loss.acknowledged()));
            network.addAll(ready.messages());
        }
        return any;
    }

    private void printSoftState(long id, SoftState state) {
        SoftState before = seen.put(id, state);
        if (!state.equals(before == null ? UNSEEN : before)) {
            String leader = state.lead() == 0 || state.lead() == id
                    ? "" : ", leader " + state.lead();
            print(id + " is " + Words.of(state.role()) + leader + ", term "
                    + member(id).node().status().hardState().term());
        }
    }

    private void printDetails(long id, Ready ready) {
        Persist persist = ready.persist();
        if (!persist.isEmpty()) {
            print(id + " write " + persist.sequence() + (persist.mustSync() ? " sync" : "") + ":"
                    + (persist.snapshot().isNone() ? "" : " snapshot " + Words.of(
                            persist.snapshot()))
                    + (persist.entries().isEmpty() ? "" : " " + Words.of(persist.entries()))
                    + (persist.change() == HardStateChange.NONE
                            ? "" : " " + Words.of(persist.hardState())));
        }
        ready.messages().forEach(message -> print("  now " + Words.of(message)));
        persist.messages().forEach(message -> print("  then " + Words.of(message)));
        if (!ready.committed().isEmpty()) {
            print(id + " to apply " + Words.of(ready.committed()));
        }
    }

    boolean write(Member member, int count) {
        if (count == 0) {
            return false;
        }
        network.addAll(member.write(count));
        return true;
    }

    boolean apply(Member member) {
        if (member.unapplied() == 0) {
            return false;
        }
        List<Entry> entries = member.apply(member.unapplied());
        print(member.id() + " applies " + Words.of(entries));
        if (entries.stream().anyMatch(entry -> entry.kind().changesMembership())) {
            print(member.id() + " has members " + Words.of(
                    member.node().status().confState()));
        }
        return true;
    }

    /// Deliver the messages on their way now, none of those they cause.
    boolean deliver(Predicate<Message> which) {
        List<Message> due = take(which);
        for (Message message : due) {
            Member receiver = members.get(message.to());
            boolean lost = receiver == null || !receiver.isRunning();
            print(Words.of(message) + (lost ? " (lost)" : ""));
            if (!lost) {
                receiver.node().step(message);
            }
        }
        return !due.isEmpty();
    }

    void drop(Predicate<Message> which) {
        List<Message> dropped = take(which);
        if (dropped.size() > DROPPED_TO_LIST) {
            print(dropped.size() + " messages dropped");
        } else {
            dropped.forEach(message -> print(Words.of(message) + " (dropped)"));
        }
    }

    /// Let messages on their way arrive much later: not before [#arriveLate()].
    void delay(Predicate<Message> which) {
        late.addAll(take(which));
    }

    void arriveLate() {
        network.addAll(late);
        late.clear();
    }

    /// Let messages on their way arrive now and once more, not before [#arriveLate()].
    void repeat(Predicate<Message> which) {
        network.stream().filter(which).forEach(late::add);
    }

    private List<Message> take(Predicate<Message> which) {
        List<Message> due = network.stream().filter(which).toList();
        network.removeIf(which);
        return due;
    }

    /// Go on among these members until nothing happens any more.
    void stabilize(List<Member> among, Predicate<Message> which) {
        List<Long> ids = among.stream().map(Member::id).toList();
        boolean active = true;
        while (active) {
            active = false;
            for (Member member : among) {
                active |= settle(member);
            }
            active |= deliver(message -> which.test(message) && ids.contains(message.to())
                    && (ids.contains(message.from()) || !members.containsKey(message.from())));
        }
    }

    private boolean settle(Member member) {
        return member.isRunning() && (ready(member, false)
                | write(member, member.unwritten()) | apply(member));
    }

    List<Message> network() {
        return network;
    }
}
