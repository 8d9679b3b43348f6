package kv.store.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueCacheTest {

    private static byte[] value(long main, long sub) {
        byte[] value = new byte[(int) (main * 7 + sub) % 300];
        new Random(main + sub * 31).nextBytes(value);
        return value;
    }

    @Test
    void answersWhatItWasGiven() {
        ValueCache cache = new ValueCache(1 << 20);
        for (long main = 1; main < 1000; main++) {
            cache.put(main, main % 3, value(main, main % 3), 0, value(main, main % 3).length);
        }
        for (long main = 1; main < 1000; main++) {
            assertArrayEquals(value(main, main % 3), cache.get(main, main % 3));
            assertNull(cache.get(main, 3));
        }
    }

    /// Old rows make room, and what is left is never mixed up.
    @Test
    void staysWithinItsSizeAndNeverMixesRowsUp() {
        ValueCache cache = new ValueCache(1 << 17);
        Random random = new Random(5);
        int found = 0;
        for (long main = 1; main < 50_000; main++) {
            byte[] value = value(main, 0);
            cache.put(main, 0, value, 0, value.length);
            if (random.nextInt(10) == 0) {
                cache.remove(main - random.nextInt(200), 0);
            }
            long asked = Math.max(1, main - random.nextInt(400));
            byte[] cached = cache.get(asked, 0);
            if (cached != null) {
                assertArrayEquals(value(asked, 0), cached);
                found++;
            }
        }
        assertTrue(found > 10_000, "found " + found);
    }

    @Test
    void leavesOutWhatIsTooLarge() {
        ValueCache cache = new ValueCache(1 << 16);
        cache.put(2, 0, new byte[4000], 0, 4000);
        assertNull(cache.get(2, 0));
    }
}
