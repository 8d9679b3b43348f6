package kv.simulation.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import kv.simulation.plant.Bug;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The judges notice bugs. Those that take many seeds are looked for in the long profile alone,
/// which sets `kvd.bugs.seeds`.
class PlantedBugsTest {

    private static final Integer SEEDS = Integer.getInteger("kvd.bugs.seeds");
    private static final int FEW = 12;
    private static final Set<Bug> SLOW =
            EnumSet.of(Bug.SPEAKS_BEFORE_IT_WRITES, Bug.REVOKED_BY_THE_DEPOSED);

    static Stream<Bug> bugs() {
        return Arrays.stream(Bug.values())
                .filter(bug -> SEEDS != null || !SLOW.contains(bug));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aJudgeNotices(Bug bug) {
        Hunt hunt = Hunt.of(bug, SEEDS != null ? SEEDS : FEW);

        assertTrue(hunt.seed() > 0, hunt::toString);
    }
}
