package kv.raft.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InflightsTest {

    @Test
    void anAcknowledgementFreesAllUpToItsIndex() {
        Inflights window = filled(16, 3, 5, 9);
        window.freeTo(6);
        assertEquals("[9]", window.toString());
        window.freeTo(2);
        assertEquals("[9]", window.toString());
        window.freeTo(9);
        assertEquals(0, window.count());
    }

    @Test
    void isFullAtItsCapacityAndTakesNoMore() {
        Inflights window = filled(2, 1, 2);
        assertTrue(window.isFull());
        assertThrows(IllegalStateException.class, () -> window.add(3));
        window.freeTo(1);
        assertFalse(window.isFull());
    }

    @Test
    void growsAroundItsEnd() {
        Inflights window = filled(64, 1, 2, 3, 4, 5, 6);
        window.freeTo(5);
        for (int i = 7; i <= 40; i++) {
            window.add(i);
        }
        assertEquals(35, window.count());
        assertTrue(window.toString().startsWith("[6, 7, 8, "));
        window.freeTo(39);
        assertEquals("[40]", window.toString());
    }

    private static Inflights filled(int capacity, long... indexes) {
        Inflights window = new Inflights(capacity);
        for (long index : indexes) {
            window.add(index);
        }
        return window;
    }
}
