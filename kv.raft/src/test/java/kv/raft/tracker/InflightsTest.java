package kv.raft.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
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
        assertThrows(IllegalStateException.class, () -> window.add(3, 1));
        window.freeTo(1);
        assertFalse(window.isFull());
    }

    @Test
    void growsAroundItsEnd() {
        Inflights window = filled(64, 1, 2, 3, 4, 5, 6);
        window.freeTo(5);
        for (int i = 7; i <= 40; i++) {
            window.add(i, 1);
        }
        assertEquals(35, window.count());
        assertTrue(window.toString().startsWith("[6, 7, 8, "));
        window.freeTo(39);
        assertEquals("[40]", window.toString());
    }

    @Test
    void isFullOnceTheBytesAreThere() {
        Inflights window = new Inflights(8, 100);
        window.add(1, 99);
        assertFalse(window.isFull());
        window.add(2, 500);
        assertTrue(window.isFull(), "the last one may go beyond");
        window.freeTo(1);
        assertTrue(window.isFull());
        window.freeTo(2);
        assertFalse(window.isFull());
        window.add(3, 100);
        window.clear();
        assertFalse(window.isFull());
    }

    @Test
    void countsTheBytesOfWhatIsInIt() {
        Inflights window = new Inflights(64, 64);
        Random random = new Random(7);
        ArrayDeque<long[]> model = new ArrayDeque<>();
        long bytes = 0;
        long freed = 0;
        for (int index = 1; index < 5000; index++) {
            if (window.isFull() || random.nextInt(3) == 0) {
                freed += random.nextInt(20);
                window.freeTo(freed);
                while (!model.isEmpty() && model.peek()[0] <= freed) {
                    bytes -= model.poll()[1];
                }
            }
            assertEquals(bytes >= 64 || model.size() == 64, window.isFull());
            if (!window.isFull()) {
                long size = random.nextInt(5);
                window.add(index, size);
                model.add(new long[] {index, size});
                bytes += size;
            }
        }
    }

    private static Inflights filled(int capacity, long... indexes) {
        Inflights window = new Inflights(capacity, Long.MAX_VALUE);
        for (long index : indexes) {
            window.add(index, 1);
        }
        return window;
    }
}
