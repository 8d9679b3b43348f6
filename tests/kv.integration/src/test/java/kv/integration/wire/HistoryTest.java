package kv.integration.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import kv.integration.wire.History.Change;
import kv.integration.wire.History.Operation;
import org.junit.jupiter.api.Test;

/// The judge finds what it is there for.
class HistoryTest {

    private static final List<Change> CHANGES = List.of(
            new Change(2, "a", Optional.of("x")),
            new Change(3, "a", Optional.empty()));

    private final History history = new History();

    @Test
    void acceptsWhatHappenedInOneOrder() {
        history.add(new Operation(0, 10, 2, "a", Optional.of("x"), Optional.empty()));
        history.add(new Operation(5, 15, 2, "a", null, Optional.of("x")));
        history.add(new Operation(12, 20, 3, "a", Optional.empty(), Optional.of("x")));
        assertEquals(0, contradictions());
    }

    @Test
    void findsAReadOlderThanAnAnswer() {
        history.add(new Operation(0, 10, 3, "a", Optional.empty(), null));
        history.add(new Operation(11, 20, 2, "a", null, Optional.of("x")));
        assertEquals(1, contradictions());
    }

    @Test
    void findsAWriteThatIsGone() {
        history.add(new Operation(0, 10, 4, "a", Optional.of("y"), null));
        assertEquals(1, contradictions());
    }

    @Test
    void findsAReadOfWhatTheStoreDidNotHold() {
        history.add(new Operation(0, 10, 3, "a", null, Optional.of("x")));
        assertEquals(1, contradictions());
    }

    private int contradictions() {
        return history.judge(CHANGES).size();
    }
}
