package kv.simulation.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kv.api.service.Services;
import kv.raft.model.RaftConfig;
import kv.server.Dimensions;
import kv.server.cluster.Founding;
import kv.server.config.ServerConfig;
import kv.server.flags.Flags;
import kv.simulation.plant.Plant;
import kv.simulation.world.SimulatedNetwork;
import kv.simulation.world.World;
import kv.store.schema.MemberRow;

/// The machines of a run, and how one is found. Confined to the simulation's thread.
final class Cluster {

    private final World world;
    private final Settings settings;
    private final SimulatedNetwork network;
    private final Judges judges;
    private final Plant plant;
    private final int snapshotCount;
    private final int catchUpEntries;
    private final List<Machine> machines = new ArrayList<>();

    Cluster(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        snapshotCount = 10 + world.chance().nextInt(200);
        catchUpEntries = 5 + world.chance().nextInt(100);
        plant = settings.plant().get();
        int count = settings.members() + settings.spares();
        network = new SimulatedNetwork(world, count, plant::snapshot);
        judges = Judges.of(world);
        Machine.Bench bench = new Machine.Bench(
                network, judges, plant, dimensions(world.chance().split()));
        for (int number = 0; number < count; number++) {
            machines.add(new Machine(world, number, bench));
        }
        for (int number = 0; number < settings.members(); number++) {
            ServerConfig config = configuration(number, founders(), "new");
            machines.get(number).furnish(config,
                    Founding.of(config.member().name(), config.cluster()));
        }
    }

    /// Small, so that segments end, messages are split and logs are read back; each run has its
    /// own.
    private static Dimensions dimensions(SplittableRandom chance) {
        return new Dimensions(16_000L << chance.nextInt(8), 2_000L << chance.nextInt(6), 1 << 16,
                new RaftConfig.Limits(1_000L << chance.nextInt(11), 1 + chance.nextInt(64),
                        1_000L << chance.nextInt(11), 1_000L << chance.nextInt(11),
                        Long.MAX_VALUE));
    }

    World world() {
        return world;
    }

    Settings settings() {
        return settings;
    }

    SimulatedNetwork network() {
        return network;
    }

    Judges judges() {
        return judges;
    }

    List<Machine> machines() {
        return machines;
    }

    private String founders() {
        return IntStream.range(0, settings.members()).mapToObj(Cluster::named)
                .collect(Collectors.joining(","));
    }

    private static String named(int number) {
        return "m" + number + "=" + SimulatedNetwork.url(number);
    }

    private ServerConfig configuration(int number, String initial, String state) {
        List<String> flags = new ArrayList<>(List.of("--name", "m" + number,
                "--data-dir", "/data", "--initial-cluster", initial,
                "--initial-advertise-peer-urls", SimulatedNetwork.url(number),
                "--initial-cluster-state", state,
                "--snapshot-count", Integer.toString(snapshotCount),
                "--snapshot-catchup-entries", Integer.toString(catchUpEntries)));
        flags.addAll(plant.flags());
        return switch (Flags.read(flags, Map.of())) {
            case Flags.Request.Run run -> run.config();
            case Flags.Request.Print refusal -> throw new AssertionError(refusal.err());
        };
    }

    /// A machine joins a cluster that has taken it in.
    void join(Machine machine, MemberRow self, List<MemberRow> members, long clusterId) {
        ServerConfig config = configuration(
                machine.number(), named(machine.number()), "existing");
        machine.furnish(config, new Founding(self, members, clusterId, "3.7.0", true));
        machine.start();
    }

    List<Machine> up() {
        return machines.stream().filter(Machine::up).toList();
    }

    /// A machine that runs, if one does.
    Machine anyUp(SplittableRandom chance) {
        List<Machine> up = up();
        return up.isEmpty() ? null : up.get(chance.nextInt(up.size()));
    }

    /// What the member on a machine offers, with what was planted.
    Services services(Machine machine) {
        return plant.services(machine.running().member().services());
    }
}
