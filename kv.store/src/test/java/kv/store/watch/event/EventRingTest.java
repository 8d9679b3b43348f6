package kv.store.watch.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.protobuf.ByteString;
import kv.api.spi.storage.Slice;
import kv.store.schema.KeyValueCodec;
import kv.store.schema.KeyValueCodec.Stamp;
import org.junit.jupiter.api.Test;

class EventRingTest {

    private static EventBatch batch(long first, long last, int bytes) {
        EventBatch.Builder builder = new EventBatch.Builder(bytes, 1);
        builder.add(last, false, Slice.of(KeyValueCodec.encode(
                new byte[] {1}, new Stamp(last, last, 1, 0), ByteString.EMPTY)));
        return builder.build(first, last);
    }

    @Test
    void findsTheBatchThatTellsOfARevision() {
        EventRing ring = new EventRing(8, 1 << 20, 1);
        EventBatch one = batch(2, 4, 64);
        EventBatch two = batch(5, 5, 64);
        ring.add(one);
        ring.add(two);
        assertNull(ring.find(1));
        assertSame(one, ring.find(2));
        assertSame(one, ring.find(4));
        assertSame(two, ring.find(5));
        assertNull(ring.find(6));
        assertEquals(5, ring.lastRevision());
    }

    @Test
    void forgetsTheOldestByNumber() {
        EventRing ring = new EventRing(4, 1 << 20, 0);
        for (int i = 1; i <= 1000; i++) {
            ring.add(batch(i, i, 64));
        }
        assertNull(ring.find(996));
        assertEquals(997, ring.find(997).firstRevision());
        assertEquals(1000, ring.find(1000).firstRevision());
    }

    @Test
    void forgetsTheOldestByBytesButNeverTheNewest() {
        EventRing ring = new EventRing(4, 10_000, 0);
        ring.add(batch(1, 1, 4_000));
        ring.add(batch(2, 2, 4_000));
        ring.add(batch(3, 3, 4_000));
        assertNull(ring.find(1));
        assertEquals(2, ring.find(2).firstRevision());
        ring.add(batch(4, 4, 50_000));
        assertNull(ring.find(3));
        assertEquals(4, ring.find(4).firstRevision());
    }

    @Test
    void skipsWhatNobodyWatched() {
        EventRing ring = new EventRing(4, 10_000, 0);
        ring.add(batch(1, 1, 64));
        ring.skipTo(7);
        assertNull(ring.find(1));
        assertEquals(7, ring.lastRevision());
        ring.add(batch(8, 8, 64));
        assertEquals(8, ring.find(8).firstRevision());
    }
}
