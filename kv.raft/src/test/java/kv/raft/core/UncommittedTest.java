package kv.raft.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UncommittedTest {

    private final Uncommitted uncommitted = new Uncommitted(10);

    @Test
    void takesUpToTheLimit() {
        assertTrue(uncommitted.hasRoomFor(10));
        uncommitted.add(1, 7);
        assertTrue(uncommitted.hasRoomFor(3));
        assertFalse(uncommitted.hasRoomFor(4));
    }

    @Test
    void takesTheFirstWhateverItsSizeAndTheEmptyAlways() {
        assertTrue(uncommitted.hasRoomFor(1000));
        uncommitted.add(1, 1000);
        assertFalse(uncommitted.hasRoomFor(1));
        assertTrue(uncommitted.hasRoomFor(0));
    }

    @Test
    void makesRoomAsBatchesAreCommitted() {
        for (int i = 1; i <= 200; i++) {
            uncommitted.add(2 * i, 1);
            uncommitted.committedTo(2 * i - 20);
        }
        assertFalse(uncommitted.hasRoomFor(1));
        uncommitted.committedTo(399);
        assertTrue(uncommitted.hasRoomFor(9));
        assertFalse(uncommitted.hasRoomFor(10));
    }

    @Test
    void growsWithoutLosingCount() {
        Uncommitted large = new Uncommitted(1000);
        for (int i = 1; i <= 50; i++) {
            large.add(i, 1);
        }
        large.committedTo(40);
        for (int i = 51; i <= 400; i++) {
            large.add(i, 1);
        }
        large.committedTo(399);
        assertTrue(large.hasRoomFor(999));
        assertFalse(large.hasRoomFor(1000));
    }
}
