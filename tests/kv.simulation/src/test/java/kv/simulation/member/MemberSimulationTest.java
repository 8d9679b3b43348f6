package kv.simulation.member;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import kv.api.service.KvService;
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
        for (int life = 0; life < LIVES; life++) {
            boolean crashes = life < LIVES - 1;
            live(world, client, judge, random, crashes);
        }
        int before = client.answered();
        client.call(service(world));
        settle(world, () -> client.answered() > before);
    }

    private static void live(SimulatedMember world, Client client, Judge judge,
            RandomGenerator random, boolean crashes) throws Exception {
        if (crashes && random.nextInt(4) > 0) {
            world.crashAfter(random.nextLong(60));
        }
        try {
            world.start();
            settle(world, world::isReady);
            judge.inspects(world.member().state().store().view());
            for (int turn = 0; turn < TURNS; turn++) {
                if (random.nextInt(3) == 0) {
                    client.call(service(world));
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
        for (int turn = 0; turn < PATIENCE && !done.getAsBoolean(); turn++) {
            world.turn();
        }
        assertTrue(done.getAsBoolean(), "the member makes no progress");
    }

    private static KvService service(SimulatedMember world) {
        return world.member().services().find(KvService.class).orElseThrow();
    }
}
