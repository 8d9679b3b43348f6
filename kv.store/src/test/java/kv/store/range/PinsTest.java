package kv.store.range;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PinsTest {

    private final Pins pins = new Pins(-1);

    @Test
    void floorStaysBelowAPin() {
        assertTrue(pins.pin(7));
        assertFalse(pins.raise(8));
        assertEquals(-1, pins.floor());
        assertTrue(pins.raise(7));
        pins.unpin(7);
        assertTrue(pins.raise(8));
    }

    @Test
    void everyPinOfARevisionCounts() {
        pins.pin(3);
        pins.pin(3);
        pins.unpin(3);
        assertFalse(pins.raise(4));
        pins.unpin(3);
        assertTrue(pins.raise(4));
    }

    @Test
    void nothingIsPinnedBelowTheFloor() {
        pins.raise(10);
        assertFalse(pins.pin(9));
        assertTrue(pins.raise(20));
    }
}
