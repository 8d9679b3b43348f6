package kv.simulation.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clusters of three, five and seven members in trouble. `-Dkvd.seed=N` runs one seed alone,
/// `-Dkvd.cluster.seeds=N` as many as that.
class ClusterSimulationTest {

    static LongStream seeds() {
        Long one = Long.getLong("kvd.seed");
        return one != null ? LongStream.of(one)
                : LongStream.rangeClosed(1, Long.getLong("kvd.cluster.seeds", 10));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsItsPromisesThroughTroubleAndAgreesAfterIt(long seed) {
        Report report = Simulation.run(seed, Settings.of(seed));

        assertTrue(report.entries() > 0 && report.answers() > 0 && report.watched() > 0,
                report::toString);
    }

    @Test
    void oneSeedIsOneRun() {
        Settings settings = Settings.of(3).withSeconds(10);

        assertEquals(Simulation.run(3, settings), Simulation.run(3, settings));
        assertNotEquals(Simulation.run(3, settings), Simulation.run(4, settings));
    }
}
