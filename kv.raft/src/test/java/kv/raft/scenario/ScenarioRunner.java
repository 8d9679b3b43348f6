package kv.raft.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import kv.raft.Status;
import kv.raft.Status.Indexes;
import kv.raft.Status.Peer;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Kind;
import kv.raft.model.ConfChange.Step;
import kv.raft.model.ConfChange.Transition;
import kv.raft.model.EntryKind;
import kv.raft.model.InvariantError;
import kv.raft.model.LogStorage.Loaded;
import kv.raft.model.Message;
import kv.raft.model.Outcome;
import kv.raft.model.Outcome.Accepted;
import kv.raft.model.Outcome.Dropped;
import kv.raft.model.Outcome.Forwarded;
import kv.raft.testing.Change;
import kv.raft.testing.Member;
import kv.raft.testing.Text;
import kv.raft.testing.Words;

/// The commands of scenarios.
///
/// | Command | What it does |
/// |---|---|
/// | `nodes 3 [learners=4] [no-pre-vote] [no-check-quorum]` | makes members 1 to 3 and learners |
/// | `node 4 voters=1,2,3 [outgoing=] log=1,1,2 term=2 vote=1 commit=1` | makes one with a past |
/// | `campaign 1`, `tick 1 10`, `resign 1`, `forget-leader 1` | |
/// | `propose 1 a b`, `conf 1 [joint\|explicit] +4 -2 ~3`, `conf 1 leave` | |
/// | `read 1 7`, `transfer 1 2` | |
/// | `take 1` | takes what a member has ready, without details |
/// | `ready 1`, `write 1 [count]`, `apply 1` | one step of a member's driver, in detail |
/// | `deliver [to=] [from=] [kind=] [with=word]`, `network` | messages on their way |
/// | `drop …`, `repeat …`, `delay …` until `arrive` | what may become of them |
/// | `stabilize [1 2] [hold=kind]` | everything, among these, until nothing happens |
/// | `quiet 1 2` | the same, unseen |
/// | `elect 1` | campaign and stabilize, unseen |
/// | `log 1`, `status 1` | |
/// | `compact 1 5`, `offer 1 7` | what the log forgets, and which snapshot it offers |
/// | `snapshot-arrived 1 2`, `snapshot-failed 1 2`, `unreachable 1 2` | |
/// | `crash 1 [writes that reached the disk]`, `start 1 [applied]`, `unload 1`, `load 1` | |
final class ScenarioRunner {

    private static final Predicate<Message> ANY = _ -> true;

    private final StringBuilder out = new StringBuilder();
    private final Cluster cluster = new Cluster(out);
    private final Map<String, Consumer<Arguments>> commands = new TreeMap<>();

    ScenarioRunner() {
        addClusterCommands();
        addInputs();
        addDriverCommands();
        addFaults();
    }

    /// Run commands one after the other and return what they printed.
    String run(List<String> lines) {
        out.setLength(0);
        for (String line : lines) {
            Arguments arguments = Arguments.parse(line);
            Consumer<Arguments> command = commands.get(arguments.command());
            if (command == null) {
                throw new IllegalArgumentException("no command " + line);
            }
            runGuarded(command, arguments);
        }
        return out.toString().strip();
    }

    private void runGuarded(Consumer<Arguments> command, Arguments arguments) {
        try {
            command.accept(arguments);
        } catch (InvariantError broken) {
            cluster.print("BROKEN: " + broken.getMessage());
        }
    }

    private void addClusterCommands() {
        commands.put("nodes", this::nodes);
        commands.put("node", a -> cluster.add(a.number(0), a));
        commands.put("log", a -> log(member(a)));
        commands.put("status", a -> status(member(a).node().status()));
        commands.put("network", _ -> cluster.network().forEach(
                message -> cluster.print(Words.of(message))));
    }

    private void addInputs() {
        commands.put("campaign", a -> member(a).node().campaign());
        commands.put("elect", this::elect);
        commands.put("tick", this::tick);
        commands.put("resign", a -> member(a).node().resign());
        commands.put("forget-leader", a -> member(a).node().forgetLeader());
        commands.put("propose", this::propose);
        commands.put("conf", this::conf);
        commands.put("read", a -> expect("asked", member(a).node().readIndex(a.number(1))));
        commands.put("transfer", a -> expect("transferring",
                member(a).node().transferLeadership(a.number(1))));
        commands.put("unreachable", a -> member(a).node().reportUnreachable(a.number(1)));
        commands.put("snapshot-arrived",
                a -> member(a).node().reportSnapshot(a.number(1), true));
        commands.put("snapshot-failed",
                a -> member(a).node().reportSnapshot(a.number(1), false));
    }

    private void addDriverCommands() {
        commands.put("ready", a -> cluster.ready(member(a), true));
        commands.put("take", a -> cluster.ready(member(a), false));
        commands.put("write", a -> cluster.write(
                member(a), (int) a.number(1, member(a).unwritten())));
        commands.put("apply", a -> cluster.apply(member(a)));
        commands.put("deliver", a -> cluster.deliver(filter(a)));
        commands.put("stabilize", this::stabilize);
        commands.put("quiet", a -> unseen(() -> stabilize(a)));
    }

    private void addFaults() {
        commands.put("drop", a -> cluster.drop(filter(a)));
        commands.put("delay", a -> cluster.delay(filter(a)));
        commands.put("arrive", _ -> cluster.arriveLate());
        commands.put("repeat", a -> cluster.repeat(filter(a)));
        commands.put("compact", a -> member(a).compact(a.number(1)));
        commands.put("offer", a -> member(a).offer(a.number(1)));
        commands.put("crash", this::crash);
        commands.put("start", a -> member(a).start(a.number(1, 0)));
        commands.put("unload", a -> member(a).disk().loaded(false));
        commands.put("load", this::load);
    }

    private Member member(Arguments arguments) {
        return cluster.member(arguments.number(0));
    }

    private void expect(String word, boolean happened) {
        cluster.print(happened ? word : "not " + word);
    }

    private void nodes(Arguments arguments) {
        Map<String, String> options = new TreeMap<>(arguments.options());
        String voters = LongStream.rangeClosed(1, arguments.number(0))
                .mapToObj(Long::toString).collect(Collectors.joining(","));
        options.put("voters", voters);
        Arguments all = new Arguments("node", arguments.wordsFrom(1), options);
        for (long id : all.numbers("voters")) {
            cluster.add(id, all);
        }
        for (long id : all.numbers("learners")) {
            cluster.add(id, all);
        }
    }

    private void unseen(Runnable action) {
        int before = out.length();
        action.run();
        out.setLength(before);
    }

    private void elect(Arguments arguments) {
        unseen(() -> {
            cluster.stabilize(cluster.running(), ANY);
            member(arguments).node().campaign();
            cluster.stabilize(cluster.running(), ANY);
        });
        Status status = member(arguments).node().status();
        expect("leading term " + status.hardState().term(), status.isLeader());
    }

    private void tick(Arguments arguments) {
        for (long i = 0; i < arguments.number(1, 1); i++) {
            member(arguments).node().tick();
        }
    }

    private void propose(Arguments arguments) {
        List<Text> payloads = arguments.wordsFrom(1).stream().map(Text::new).toList();
        print(member(arguments).node().propose(payloads));
    }

    private void print(Outcome outcome) {
        cluster.print(switch (outcome) {
            case Accepted accepted -> "accepted " + accepted.term() + "/" + accepted.firstIndex()
                    + (accepted.lastIndex() == accepted.firstIndex()
                            ? "" : " to " + accepted.lastIndex());
            case Forwarded forwarded -> "forwarded to " + forwarded.leader();
            case Dropped dropped -> "dropped: " + Words.of(dropped.reason());
        });
    }

    private void conf(Arguments arguments) {
        ConfChange change = change(arguments);
        boolean simple = change.steps().size() == 1 && !change.entersJoint();
        print(member(arguments).node().proposeConfChange(
                simple ? EntryKind.CONF_CHANGE : EntryKind.CONF_CHANGE_V2,
                new Change(change), change));
    }

    private static ConfChange change(Arguments arguments) {
        if (arguments.has("leave")) {
            return ConfChange.leaveJoint();
        }
        Transition transition = arguments.has("explicit") ? Transition.JOINT_EXPLICIT
                : arguments.has("joint") ? Transition.JOINT_IMPLICIT : Transition.AUTO;
        List<Step> steps = new ArrayList<>();
        for (String word : arguments.wordsFrom(1)) {
            Kind kind = kind(word.charAt(0));
            if (kind != null) {
                steps.add(new Step(kind, Long.parseLong(word.substring(1))));
            }
        }
        return new ConfChange(transition, steps);
    }

    private static Kind kind(char sign) {
        return switch (sign) {
            case '+' -> Kind.ADD_VOTER;
            case '~' -> Kind.ADD_LEARNER;
            case '-' -> Kind.REMOVE;
            case '!' -> Kind.UPDATE;
            default -> null;
        };
    }

    private void stabilize(Arguments arguments) {
        List<Member> among = arguments.words().isEmpty() ? cluster.running()
                : arguments.words().stream().map(Long::parseLong).map(cluster::member).toList();
        String held = arguments.option("hold", "");
        cluster.stabilize(among, message -> !isKind(message, held));
    }

    private void crash(Arguments arguments) {
        member(arguments).crash((int) arguments.number(1, 0));
        cluster.forget(arguments.number(0));
    }

    private void load(Arguments arguments) {
        member(arguments).disk().loaded(true);
        member(arguments).node().entriesLoaded();
    }

    private static Predicate<Message> filter(Arguments arguments) {
        long to = arguments.option("to", 0);
        long from = arguments.option("from", 0);
        String kind = arguments.option("kind", "");
        String word = arguments.option("with", "");
        return message -> (to == 0 || to == message.to()) && (from == 0 || from == message.from())
                && (kind.isEmpty() || isKind(message, kind))
                && (word.isEmpty() || says(message, word));
    }

    private static boolean says(Message message, String word) {
        return List.of(Words.of(message).split("[ ,\\[\\]]+")).contains(word);
    }

    private static boolean isKind(Message message, String kind) {
        return Words.of(message).split(" ")[1].equals(kind);
    }

    private void log(Member member) {
        String entries = member.disk().lastIndex() < member.disk().firstIndex() ? "[]"
                : Words.of(((Loaded) member.disk().entries(member.disk().firstIndex(),
                        member.disk().lastIndex() + 1, Long.MAX_VALUE)).entries());
        cluster.print(member.id() + " log " + entries
                + " " + Words.of(member.disk().hardState()) + " applied " + member.applied());
    }

    private void status(Status status) {
        Indexes indexes = status.indexes();
        cluster.print(status.id() + " " + Words.of(status.softState().role())
                + " leader " + status.softState().lead() + " " + Words.of(status.hardState())
                + " first " + indexes.first() + " last " + indexes.last()
                + " durable " + indexes.durable() + " applied " + indexes.applied()
                + " members " + Words.of(status.confState()));
        for (Peer peer : status.peers()) {
            cluster.print("  " + peer.id() + " " + Words.of(peer.flow())
                    + " match " + peer.match() + " next " + peer.next()
                    + (peer.recentActive() ? " active" : "")
                    + (peer.learner() ? " learner" : ""));
        }
    }
}
