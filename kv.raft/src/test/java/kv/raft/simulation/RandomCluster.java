package kv.raft.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Kind;
import kv.raft.model.ConfChange.Step;
import kv.raft.model.ConfChange.Transition;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.EntryKind;
import kv.raft.model.Message;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.RaftConfig;
import kv.raft.model.RaftConfig.Election;
import kv.raft.model.RaftConfig.Limits;
import kv.raft.model.Ready;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.testing.Change;
import kv.raft.testing.Member;
import kv.raft.testing.MemoryLog;
import kv.raft.testing.Text;

/// Members on a network that loses, repeats and reorders, with disks that lose what was not
/// reported, all from one random source. Every step is judged.
final class RandomCluster {

    private static final int NETWORK_LIMIT = 400;

    private final RandomGenerator random;
    private final Judges judges = new Judges();
    private final List<Member> members = new ArrayList<>();
    private final List<Message> network = new ArrayList<>();
    private final Faults faults;
    private long proposals;
    private long questions;
    private final boolean[] cutOff;

    /// How bad the world is, in per mille of steps or messages.
    record Faults(int drop, int repeat, int crash, int partition, int confChange, int compact) {

        static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);
    }

    RandomCluster(RandomGenerator random, int size, int spare, Faults faults) {
        this.random = random;
        this.faults = faults;
        this.cutOff = new boolean[size + spare];
        long[] voters = new long[size];
        for (int i = 0; i < size; i++) {
            voters[i] = i + 1;
        }
        Election election = new Election(3 + random.nextInt(8), 1 + random.nextInt(2),
                random.nextInt(3) > 0, random.nextInt(3) > 0);
        Limits limits = new Limits(1 + random.nextInt(200), 1 + random.nextInt(8),
                1 + random.nextInt(500), 1 + random.nextInt(300), 1 + random.nextInt(400));
        for (long id = 1; id <= size + spare; id++) {
            RaftConfig config = new RaftConfig(id, election, limits, random::nextInt);
            members.add(new Member(config, new MemoryLog(), ConfState.ofVoters(voters)));
        }
    }

    Judges judges() {
        return judges;
    }

    /// One random step of one random member, or of the network.
    void step() {
        Member member = members.get(random.nextInt(members.size()));
        if (!member.isRunning()) {
            if (random.nextInt(20) == 0) {
                restart(member);
            }
            return;
        }
        switch (random.nextInt(16)) {
            case 0 -> member.node().tick();
            case 1 -> propose(member);
            case 2 -> ask(member);
            case 3, 4, 5 -> ready(member);
            case 6 -> write(member);
            case 7 -> tickLong(member);
            case 8 -> apply(member);
            case 9 -> rareEvents(member);
            default -> deliverOne();
        }
    }

    /// Time passes in leaps for one member, so that elections are frequent.
    private void tickLong(Member member) {
        if (random.nextInt(30) == 0) {
            for (int i = random.nextInt(25); i >= 0; i--) {
                member.node().tick();
            }
        }
    }

    private void rareEvents(Member member) {
        if (happens(faults.crash())) {
            member.crash(random.nextInt(member.unwritten() + 1));
        } else if (happens(faults.partition())) {
            partition();
        } else if (happens(faults.confChange())) {
            changeMembership(member);
        } else if (happens(faults.compact())) {
            compact(member);
        } else if (happens(20)) {
            member.node().transferLeadership(1 + random.nextInt(members.size()));
        } else if (happens(10)) {
            member.node().campaign();
        } else if (happens(5)) {
            member.node().resign();
        } else if (happens(20)) {
            member.node().reportUnreachable(1 + random.nextInt(members.size()));
        }
    }

    /// Each member by itself is cut off or not; mostly few are, so that somebody may lead.
    private void partition() {
        int one = random.nextInt(cutOff.length);
        for (int i = 0; i < cutOff.length; i++) {
            cutOff[i] = i == one && random.nextBoolean() || random.nextInt(8) == 0;
        }
    }

    private boolean happens(int perMille) {
        return random.nextInt(1000) < perMille;
    }

    private void propose(Member member) {
        List<Text> payloads = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            payloads.add(new Text("p" + ++proposals));
        }
        member.node().propose(payloads);
    }

    private void ask(Member member) {
        long context = ++questions;
        judges.readAsked(context);
        member.node().readIndex(context);
    }

    private void changeMembership(Member member) {
        List<Step> steps = new ArrayList<>();
        ConfState now = member.node().status().confState();
        Transition transition = Transition.values()[random.nextInt(3)];
        for (int i = random.nextInt(3); i >= 0; i--) {
            Kind kind = Kind.values()[random.nextInt(4)];
            steps.add(new Step(kind, 1 + random.nextInt(members.size())));
        }
        ConfChange change = now.isJoint() && random.nextBoolean()
                ? ConfChange.leaveJoint() : new ConfChange(transition, steps);
        if (leavesVoters(now, change)) {
            member.node().proposeConfChange(EntryKind.CONF_CHANGE_V2, new Change(change), change);
        }
    }

    /// Whether at least two voters stay, whatever else the change does.
    private static boolean leavesVoters(ConfState now, ConfChange change) {
        long staying = Arrays.stream(now.voters().toArray())
                .filter(id -> change.steps().stream().noneMatch(step -> step.nodeId() == id
                        && (step.kind() == Kind.REMOVE || step.kind() == Kind.ADD_LEARNER)))
                .count();
        return change.leavesJoint() || staying >= 2;
    }

    private void compact(Member member) {
        long first = member.disk().firstIndex();
        if (member.applied() > first) {
            member.compact(first + random.nextLong(member.applied() - first));
        }
    }

    private void restart(Member member) {
        long oldest = member.disk().firstIndex() - 1;
        long newest = Math.max(oldest, Math.min(member.applied(), member.disk().lastIndex()));
        member.start(oldest + random.nextLong(newest - oldest + 1));
    }

    private void ready(Member member) {
        if (!member.node().hasReady()) {
            return;
        }
        Ready ready = member.takeReady();
        if (!ready.persist().snapshot().isNone()) {
            judges.snapshotSafety(member.id(), ready.persist().snapshot());
        }
        if (!ready.persist().entries().isEmpty()) {
            List<EntryId> log = member.log();
            checkEntries(log, ready.persist().entries());
            judges.electionSafety(member.id(), ready, log);
        }
        ready.readStates().forEach(read -> judges.readAnswered(read.context(), read.index()));
        judges.nothingLost(ready.losses());
        ready.messages().forEach(this::send);
    }

    private void checkEntries(List<EntryId> log, List<Entry> entries) {
        for (Entry entry : entries) {
            int at = (int) (entry.index() - log.getFirst().index());
            judges.logMatching(log.get(at - 1), entry);
        }
    }

    private void write(Member member) {
        if (member.unwritten() > 0) {
            member.write(1 + random.nextInt(member.unwritten())).forEach(this::send);
        }
    }

    private void apply(Member member) {
        if (member.unapplied() > 0) {
            for (Entry entry : member.apply(1 + random.nextInt(member.unapplied()))) {
                judges.stateMachineSafety(member.id(), entry);
            }
        }
    }

    private void send(Message message) {
        if (happens(faults.drop()) || isCut(message)) {
            lose(message);
            return;
        }
        network.add(message);
        if (happens(faults.repeat())) {
            network.add(message);
        }
    }

    private boolean isCut(Message message) {
        return cutOff[(int) message.to() - 1] || cutOff[(int) message.from() - 1];
    }

    private void lose(Message message) {
        Member sender = members.get((int) message.from() - 1);
        if (message instanceof InstallSnapshot && sender.isRunning()) {
            sender.node().reportSnapshot(message.to(), false);
        }
    }

    private void deliverOne() {
        if (network.isEmpty()) {
            return;
        }
        // Mostly in order, sometimes from anywhere.
        int at = random.nextInt(8) == 0 ? random.nextInt(network.size()) : 0;
        Message message = network.remove(at);
        while (network.size() > NETWORK_LIMIT) {
            lose(network.removeLast());
        }
        Member receiver = members.get((int) message.to() - 1);
        if (receiver.isRunning() && !isCut(message)) {
            receiver.node().step(message);
            reportSnapshot(message);
        } else {
            lose(message);
        }
    }

    private void reportSnapshot(Message message) {
        Member sender = members.get((int) message.from() - 1);
        if (message instanceof InstallSnapshot && sender.isRunning()) {
            sender.node().reportSnapshot(message.to(), true);
        }
    }

    /// No more faults: go on until every member that belongs has applied a new proposal.
    void converge() {
        Arrays.fill(cutOff, false);
        for (Member member : members) {
            if (!member.isRunning()) {
                restart(member);
            }
        }
        String last = "end";
        for (int round = 0; round < 2000; round++) {
            for (Member member : members) {
                member.node().tick();
                settle(member);
            }
            for (int i = network.size(); i > 0; i--) {
                deliverOne();
            }
            if (round % 50 == 49) {
                leader().node().propose(List.of(new Text(last)));
            }
            if (haveAll(last)) {
                return;
            }
        }
        throw new Judges.Verdict("no convergence: " + members.stream()
                .map(member -> "\n" + member.node().status() + " applied " + member.applied())
                .toList());
    }

    private void settle(Member member) {
        for (int i = 0; i < 3; i++) {
            ready(member);
            write(member);
            apply(member);
        }
    }

    private Member leader() {
        return members.stream().filter(member -> member.node().status().softState().role()
                == RoleKind.LEADER).reduce((_, newest) -> newest).orElse(members.getFirst());
    }

    private boolean haveAll(String last) {
        if (!judges.lastApplied().equals(last)) {
            return false;
        }
        long index = judges.newestApplied();
        ConfState membership = leader().node().status().confState();
        return members.stream().filter(member -> membership.contains(member.id()))
                .allMatch(member -> member.applied() == index);
    }
}
