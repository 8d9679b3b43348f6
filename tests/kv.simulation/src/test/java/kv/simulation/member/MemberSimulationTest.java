package kv.simulation.member;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import kv.api.service.KvService;
import kv.api.service.LeaseService;
import kv.simulation.disk.PowerLoss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One member, crashed again and again at any write of its disk. The seed of a failing run is in
/// its name; `-Dkvd.seed=N` runs that one alone, `-Dkvd.seeds=N` as many as that.
class MemberSimulationTest {

    private static final int LIVES = 6;
    private static final int TURNS = 400;
    private static final int PATIENCE = 5_000;

    static LongStream seeds() {
        Long one = Long.getLong("kvd.seed");
        return one != null ? LongStream.of(one)
                : LongStream.range(0, Long.getLong("kvd.seeds", 100));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsWhatItAcknowledgedThroughCrashes(long seed) throws Exception {
        RandomGenerator random = new SplittableRandom(seed);
        SimulatedMember world = new SimulatedMember(random.nextLong());
        Judge judge = new Judge();
        Client client = new Client(random, judge, world::onEventLoop);
        LeaseHolder holder = new LeaseHolder(random, world::onEventLoop, world::nowNs);
        for (int life = 0; life < LIVES; life++) {
            boolean crashes = life < LIVES - 1;
            live(world, client, holder, judge, random, crashes);
        }
        int before = client.answered();
        client.call(service(world));
        settle(world, () -> client.answered() > before);
        // The longest lease has a minute left, of which a turn passes some milliseconds.
        settle(world, 4 * PATIENCE,
                () -> world.member().state().store().lessor().count() == 0);
    }

    private static void live(SimulatedMember world, Client client, LeaseHolder holder,
            Judge judge, RandomGenerator random, boolean crashes) throws Exception {
        if (crashes && random.nextInt(4) > 0) {
            world.crashAfter(random.nextLong(60));
        }
        try {
            world.start();
            settle(world, world::isReady);
            judge.inspects(world.member().state().store().view());
            holder.inspects(world.member().state().store().lessor());
            for (int turn = 0; turn < TURNS; turn++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> client.call(service(world));
                    case 2 -> holder.call(leases(world));
                    default -> { }
                }
                world.turn();
            }
        } catch (PowerLoss lost) {
            // as arranged
        }
        if (crashes) {
            world.loseAndRestorePower();
        }
    }

    private static void settle(SimulatedMember world, BooleanSupplier done) {
        settle(world, PATIENCE, done);
    }

    private static void settle(SimulatedMember world, int patience, BooleanSupplier done) {
        for (int turn = 0; turn < patience && !done.getAsBoolean(); turn++) {
            world.turn();
        }
        assertTrue(done.getAsBoolean(), "the member makes no progress");
    }

    private static LeaseService leases(SimulatedMember world) {
        return world.member().services().find(LeaseService.class).orElseThrow();
    }

    private static KvService service(SimulatedMember world) {
        return world.member().services().find(KvService.class).orElseThrow();
    }
}
