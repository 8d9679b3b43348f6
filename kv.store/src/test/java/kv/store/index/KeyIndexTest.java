package kv.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

    private final KeyIndex index = new KeyIndex();

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean liveAt(KeyEntry entry, long revision) {
        return Versions.liveAt(entry.versions(), revision) >= 0;
    }

    @Nested
    class OneKey {

        private final KeyEntry entry = index.put(key("a"), 5, 0);

        OneKey() {
            index.put(key("a"), 6, 0);
            index.tombstone(entry, 7, 0);
            index.put(key("a"), 8, 0);
        }

        private String versions() {
            List<Long> mains = new ArrayList<>();
            long[] array = entry.versions();
            for (int at = 0; at < array.length && array[at] != 0; at += Versions.WIDTH) {
                mains.add(array[at]);
            }
            return mains.toString();
        }

        @Test
        void isAbsentFromItsTombstoneOn() {
            assertTrue(liveAt(entry, 6));
            assertEquals(-1, Versions.liveAt(entry.versions(), 7));
            assertTrue(liveAt(entry, 9));
            assertEquals(-1, Versions.liveAt(entry.versions(), 4));
        }

        @Test
        void beginsAgainAfterItsTombstone() {
            int at = Versions.liveAt(entry.versions(), 8);
            assertEquals(1, Versions.version(entry.versions(), at));
            assertEquals(8, Versions.create(entry.versions(), at));
        }

        @Test
        void keepsTheNewestPutAtACompaction() {
            index.compactEntry(entry, 6);
            assertEquals("[6, 7, 8]", versions());
        }

        @Test
        void keepsATombstoneOfTheCompactRevisionItself() {
            index.compactEntry(entry, 7);
            assertEquals("[7, 8]", versions());
        }

        @Test
        void losesAnOlderTombstone() {
            index.tombstone(entry, 9, 0);
            index.compactEntry(entry, 10);
            assertNull(index.find(key("a")));
        }
    }

    @Test
    void showsAReaderItsOwnTree() {
        index.put(key("b"), 2, 0);
        IndexRoot before = index.publish();
        index.put(key("a"), 3, 0);
        index.tombstone(index.find(key("b")), 3, 1);
        IndexRoot after = index.publish();

        assertEquals(1, before.count(key("a"), null, 2));
        assertNull(before.entry(key("a")));
        assertEquals(1, after.count(key("a"), null, 3));
        assertEquals(0, after.count(key("b"), null, 3));
    }

    @Test
    void agreesWithASortedMapUnderRandomChanges() {
        Random random = new Random(11);
        NavigableMap<byte[], Long> living = new TreeMap<>(Arrays::compareUnsigned);
        for (long main = 2; main < 60_000; main++) {
            byte[] key = key("k" + random.nextInt(20_000));
            KeyEntry entry = index.find(key);
            if (entry != null && entry.live() && random.nextInt(3) > 0) {
                index.tombstone(entry, main, 0);
                living.remove(key);
            } else {
                index.put(key, entry, main, 0);
                living.put(key, main);
            }
            if (main % 9_000 == 0) {
                compactAll(main);
            }
            if (main % 100 == 0) {
                index.publish();
            }
            if (main % 1_000 == 0) {
                compare(living, main, random);
            }
        }
    }

    private void compactAll(long main) {
        List<KeyEntry> entries = new ArrayList<>();
        IndexCursor cursor = index.current().cursor(new byte[0], null);
        for (KeyEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            entries.add(entry);
        }
        entries.forEach(entry -> index.compactEntry(entry, main));
    }

    private void compare(NavigableMap<byte[], Long> living, long main, Random random) {
        IndexRoot root = index.publish();
        assertEquals(living.size(), root.liveKeys());
        byte[] from = key("k" + random.nextInt(20_000));
        byte[] to = key("k" + random.nextInt(20_000));
        if (Arrays.compareUnsigned(from, to) < 0) {
            assertEquals(living.subMap(from, to).size(), root.count(from, to, main));
        }
        assertEquals(living.tailMap(from).size(), root.count(from, null, main));
        List<Long> found = new ArrayList<>();
        IndexCursor cursor = root.cursor(from, null);
        for (KeyEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            int at = Versions.liveAt(entry.versions(), main);
            if (at >= 0) {
                found.add(Versions.main(entry.versions(), at));
            }
        }
        assertEquals(new ArrayList<>(living.tailMap(from).values()), found);
    }
}
