package kv.raft.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import kv.raft.simulation.RandomCluster.Faults;
import org.junit.jupiter.api.Test;

/// Many short runs, each from a seed that a failure names. One seed is run again with
/// `-Dkvd.seed=N`, more of them with `-Dkvd.seeds=N`.
class RandomRunTest {

    private static final int SEEDS = Integer.getInteger("kvd.seeds", 100);
    private static final int STEPS = Integer.getInteger("kvd.steps", 6000);

    @Test
    void threeMembersStaySafeAndConverge() {
        runAll(3, 0, new Faults(50, 20, 100, 100, 0, 30));
    }

    @Test
    void fiveMembersStaySafeAndConverge() {
        runAll(5, 0, new Faults(30, 20, 80, 100, 0, 30));
    }

    @Test
    void membersThatComeAndGoStaySafeAndConverge() {
        runAll(3, 3, new Faults(20, 10, 60, 60, 80, 30));
    }

    private static void runAll(int size, int spare, Faults faults) {
        Long only = Long.getLong("kvd.seed");
        int reads = 0;
        int terms = 0;
        long applied = 0;
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            Judges judges = run(seed, size, spare, faults);
            reads += judges.reads();
            terms += judges.terms();
            applied += judges.newestApplied();
        }
        System.out.println(size + "+" + spare + " members: " + terms + " terms, " + applied
                + " entries, " + reads + " reads");
        assertTrue(reads > 0 && terms > 0, "the runs did something");
    }

    private static Judges run(long seed, int size, int spare, Faults faults) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        RandomCluster cluster = new RandomCluster(random, size, spare, faults);
        try {
            for (int i = 0; i < STEPS; i++) {
                cluster.step();
            }
            cluster.converge();
            return cluster.judges();
        } catch (Error broken) {
            throw new AssertionError("seed " + seed + ", " + size + "+" + spare + " members: "
                    + broken.getMessage(), broken);
        }
    }
}
