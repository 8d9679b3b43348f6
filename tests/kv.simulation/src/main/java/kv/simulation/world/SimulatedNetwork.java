package kv.simulation.world;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import kv.server.peer.Network;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// The network between machines: loses, repeats, delays and reorders messages, and is cut between
/// some of them, in one direction or both. What a proposal says is never repeated, since no
/// connection does that, and raft does not ask for it.
///
/// Confined to the simulation's thread.
public final class SimulatedNetwork {

    private static final int THOUSAND = 1_000;
    private static final int TELLS_LOSS = 3;

    private final World world;
    private final SplittableRandom chance;
    private final Station[] stations;
    private final SimulatedLinks[] links;
    private final UnaryOperator<byte[]> snapshots;
    private final boolean[][] cut;
    /// Since when the way between two has been as it is.
    private final long[][] changedNs;
    private Weather weather = Weather.FAIR;

    /// @param machines how many there are
    /// @param snapshots what arrives of a snapshot that is sent
    public SimulatedNetwork(World world, int machines, UnaryOperator<byte[]> snapshots) {
        this.snapshots = snapshots;
        this.world = world;
        this.chance = world.chance().split();
        this.stations = new Station[machines];
        this.links = new SimulatedLinks[machines];
        this.cut = new boolean[machines][machines];
        this.changedNs = new long[machines][machines];
    }

    /// Where a machine is reached.
    public static String url(int machine) {
        return "http://m" + machine + ":2380";
    }

    private static int machine(URI url) {
        return Integer.parseInt(url.getHost().substring(1));
    }

    /// Puts a machine at its place.
    public void place(int machine, Station station) {
        stations[machine] = station;
    }

    /// Changes how messages fare from now on.
    public void weather(Weather now) {
        weather = now;
    }

    /// Cuts or restores the way from one machine to another.
    public void cut(int from, int to, boolean isCut) {
        if (cut[from][to] != isCut) {
            cut[from][to] = isCut;
            touched(from, to);
        }
    }

    /// A machine comes up or goes down.
    public void changed(int machine) {
        for (int other = 0; other < stations.length; other++) {
            touched(machine, other);
        }
    }

    private void touched(int one, int other) {
        changedNs[one][other] = world.timeline().nowNs();
        changedNs[other][one] = world.timeline().nowNs();
    }

    /// Restores every way.
    public void heal() {
        for (boolean[] ways : cut) {
            Arrays.fill(ways, false);
        }
        for (int machine = 0; machine < stations.length; machine++) {
            changed(machine);
        }
    }

    private boolean reaches(int from, int to) {
        return stations[to] != null && stations[to].up() && !cut[from][to];
    }

    private long travelNs() {
        return 20_000 + chance.nextLong(weather.slowestNs());
    }

    /// The network as the member on a machine has it, in its present life.
    ///
    /// @param offsetNs how far its clock is ahead of simulated time
    public Network of(int machine, long offsetNs) {
        return new Network() {
            @Override
            public PeerLinks links(PeerIdentity self, PeerEvents events) {
                links[machine] = new SimulatedLinks(SimulatedNetwork.this, machine, events,
                        offsetNs);
                return links[machine];
            }

            @Override
            public CompletableFuture<PeerAnswer> ask(PeerRequest request) {
                return SimulatedNetwork.this.ask(machine, request);
            }
        };
    }

    boolean connected(int one, int other) {
        return reaches(one, other) && !cut[other][one];
    }

    long changedNs(int one, int other) {
        return changedNs[one][other];
    }

    /// Takes a message on its way, or loses it.
    void transmit(SimulatedLinks from, int to, Message message) {
        int machine = from.machine();
        if (!reaches(machine, to) || chance.nextInt(THOUSAND) < weather.lostPerMille()) {
            if (chance.nextInt(TELLS_LOSS) == 0) {
                later(machine, () -> from.events().unreachable(message.getTo()));
            }
            return;
        }
        carry(from, to, message);
        if (message.getType() != MessageType.MsgProp
                && chance.nextInt(THOUSAND) < weather.twicePerMille()) {
            carry(from, to, message);
        }
    }

    private void carry(SimulatedLinks from, int to, Message message) {
        later(to, () -> deliver(from, links[to], message));
    }

    /// Has something happen at a machine that must be in the same life by then.
    void later(int machine, Runnable action) {
        later(machine, travelNs(), action);
    }

    private void deliver(SimulatedLinks from, SimulatedLinks to, Message message) {
        if (to.events().removed(message.getFrom())) {
            later(from.machine(), from.events()::expelled);
            return;
        }
        to.introduce(message.getFrom(), from.machine());
        world.story().mix(message.getType().getNumber() * 31L + message.getIndex());
        to.events().received(message, () -> { });
    }

    private CompletableFuture<PeerAnswer> ask(int machine, PeerRequest request) {
        CompletableFuture<PeerAnswer> answer = new CompletableFuture<>();
        int to = machine(request.url());
        later(machine, TimeUnit.MILLISECONDS.toNanos(request.timeoutMs()),
                () -> answer.completeExceptionally(new IOException("timed out")));
        if (!reaches(machine, to)) {
            later(machine, () -> answer.completeExceptionally(new IOException("refused")));
            return answer;
        }
        later(to, () -> stations[to].answer(request).whenComplete((given, failure) -> {
            if (failure == null && reaches(to, machine)) {
                later(machine, () -> answer.complete(given));
            }
        }));
        return answer;
    }

    void later(int machine, long delayNs, Runnable action) {
        long life = stations[machine].life();
        world.timeline().after(delayNs, () -> {
            if (stations[machine].up() && stations[machine].life() == life) {
                stations[machine].act(action);
            }
        });
    }

    PeerEvents events(int machine) {
        return links[machine].events();
    }

    /// Whether a connection from there is still what it was.
    boolean goesOn(SimulatedLinks from, int to) {
        return links[from.machine()] == from && stations[from.machine()].up()
                && connected(from.machine(), to)
                && chance.nextInt(THOUSAND) >= weather.lostPerMille() / 10;
    }

    byte[] arriving(byte[] snapshot) {
        return snapshots.apply(snapshot);
    }

    void tell(String what) {
        world.story().tell(what);
    }

    /// Pairs that are cut, for the story.
    public List<String> cuts() {
        List<String> pairs = new ArrayList<>();
        for (int from = 0; from < cut.length; from++) {
            for (int to = 0; to < cut.length; to++) {
                if (cut[from][to]) {
                    pairs.add(from + ">" + to);
                }
            }
        }
        return pairs;
    }

    int target(URI url) {
        return machine(url);
    }
}
