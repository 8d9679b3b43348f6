package kv.store.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import kv.api.spi.storage.Slice;
import kv.store.range.Interval;
import kv.store.schema.KeyValueCodec;
import kv.store.watch.event.EventBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeIndexTest {

    private final RangeIndex index = new RangeIndex();
    private final List<Watcher> watchers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsExactlyTheWatchersOfAKey(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 4_000; step++) {
            if (watchers.isEmpty() || random.nextInt(5) < 3) {
                add(step, interval(random));
            } else {
                index.remove(watchers.remove(random.nextInt(watchers.size())));
            }
            if (step % 7 == 0) {
                byte[] key = key(random);
                assertEquals(expected(key), found(key), "seed " + seed + " step " + step);
            }
        }
        assertEquals(watchers.size(), index.size());
        assertEquals(Set.copyOf(watchers), Set.copyOf(index.all()));
        while (!watchers.isEmpty()) {
            index.remove(watchers.remove(random.nextInt(watchers.size())));
        }
        assertEquals(0, index.size());
        assertEquals(Set.of(), found(key(random)));
    }

    @Test
    void findsTheOneOfManyRangesThatIsMeant() {
        for (int i = 0; i < 10_000; i++) {
            String prefix = String.format("p%05d", i);
            add(i, Interval.of(ByteString.copyFromUtf8(prefix + "/"),
                    ByteString.copyFromUtf8(prefix + "0")));
        }
        for (int i = 0; i < 10_000; i++) {
            assertEquals(1, found(String.format("p%05d/x", i).getBytes()).size());
        }
        assertEquals(Set.of(), found("p".getBytes()));
    }

    private void add(long id, Interval interval) {
        Watcher watcher = new Watcher(null, id,
                new WatchOptions(interval, 0, true, true, false, false, false), 1);
        watchers.add(watcher);
        index.add(watcher);
    }

    private static Interval interval(Random random) {
        byte[] from = key(random);
        return switch (random.nextInt(4)) {
            case 0 -> new Interval(from, null, true);
            case 1 -> new Interval(from, null, false);
            default -> new Interval(from, key(random), false);
        };
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[1 + random.nextInt(2)];
        random.nextBytes(key);
        key[0] = (byte) (key[0] & 0x8f);
        return key;
    }

    private Set<Long> expected(byte[] key) {
        Set<Long> ids = new TreeSet<>();
        watchers.stream().filter(watcher -> watcher.interval().contains(key))
                .forEach(watcher -> ids.add(watcher.id()));
        return ids;
    }

    private Set<Long> found(byte[] key) {
        EventBatch.Builder builder = new EventBatch.Builder(0, 0);
        builder.add(5, true, Slice.of(KeyValueCodec.encode(
                key, KeyValueCodec.Stamp.TOMBSTONE, ByteString.EMPTY)));
        Set<Long> ids = new TreeSet<>();
        index.find(builder.build(5, 5), 0, range -> {
            for (int i = 0; i < range.count(); i++) {
                assertTrue(ids.add(range.watcher(i).id()), "found once");
            }
        });
        return ids;
    }
}
