package kv.store.rows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import kv.api.spi.storage.Slice;
import kv.store.schema.BigEndian;
import kv.store.schema.RevisionKey;

/// Encoded KeyValues by revision, outside the heap and bounded. A row never changes, so nothing
/// is ever invalidated; compaction drops what nobody can ask for any more.
///
/// Striped by revision; each stripe is a ring of records, the oldest of which make room, and a
/// table of their places. The lock of a stripe guards all its fields. Any thread.
public final class ValueCache {

    private static final int STRIPES = 16;
    private static final int MIN_STRIPE_BYTES = 4096;

    private final Stripe[] stripes = new Stripe[STRIPES];

    /// @param sizeBytes memory for records; the tables take about a tenth more, on the heap
    public ValueCache(long sizeBytes) {
        Arena arena = Arena.ofAuto();
        int stripeBytes = (int) Math.min(1 << 30,
                Math.max(MIN_STRIPE_BYTES, sizeBytes / STRIPES)) & -8;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(arena.allocate(stripeBytes, Long.BYTES));
        }
    }

    /// A copy of the revision's encoded KeyValue, or null.
    public byte[] get(long main, long sub) {
        return stripe(main, sub).get(main, sub);
    }

    /// Keeps a copy of a revision's encoded KeyValue, unless it is too large.
    public void put(long main, long sub, byte[] from, int offset, int length) {
        stripe(main, sub).put(main, sub, from, offset, length);
    }

    /// The revision is compacted.
    public void remove(long main, long sub) {
        stripe(main, sub).remove(main, sub);
    }

    /// Keeps a copy of a row; tombstones are never read again.
    void put(Slice key, Slice value) {
        if (key.length() == RevisionKey.SIZE) {
            put(BigEndian.get(key.array(), key.offset()),
                    BigEndian.get(key.array(), key.offset() + 9),
                    value.array(), value.offset(), value.length());
        }
    }

    private Stripe stripe(long main, long sub) {
        return stripes[(int) (main + sub) & STRIPES - 1];
    }

    private static int hash(long main, long sub) {
        long mixed = (main * 31 + sub) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }

    /// A ring and its table. A record is `main, sub, length` in 24 bytes and the value, rounded
    /// up to eight; main -1 says that the rest of the ring is unused.
    private static final class Stripe {

        private static final int HEAD_BYTES = 24;
        private static final int BYTES_PER_SLOT = 64;
        private static final long UNUSED = -1;

        private final MemorySegment ring;
        private final int capacity;
        /// Upper half: hash of the record, so that a probe seldom looks at a record in vain. Lower
        /// half: its place in units of eight bytes, plus one; 0 is free.
        private final long[] slots;
        private int head;
        private int tail;
        private int used;
        private int records;

        Stripe(MemorySegment ring) {
            this.ring = ring;
            capacity = (int) ring.byteSize();
            slots = new long[Integer.highestOneBit(capacity / BYTES_PER_SLOT)];
        }

        synchronized byte[] get(long main, long sub) {
            int slot = find(main, sub);
            if (slots[slot] == 0) {
                return null;
            }
            int at = place(slot);
            byte[] value = new byte[(int) number(at, 2)];
            MemorySegment.copy(ring, ValueLayout.JAVA_BYTE, at + HEAD_BYTES, value, 0,
                    value.length);
            return value;
        }

        synchronized void put(long main, long sub, byte[] from, int offset, int length) {
            int size = HEAD_BYTES + length + 7 & -8;
            if (size > capacity / 4 || slots[find(main, sub)] != 0) {
                return;
            }
            if (head + size > capacity) {
                skipRest();
            }
            makeRoom(size);
            setNumber(head, 0, main);
            setNumber(head, 1, sub);
            setNumber(head, 2, length);
            MemorySegment.copy(from, offset, ring, ValueLayout.JAVA_BYTE, head + HEAD_BYTES,
                    length);
            slots[find(main, sub)] = (long) hash(main, sub) << Integer.SIZE | head / 8 + 1;
            records++;
            head = (head + size) % capacity;
            used += size;
        }

        synchronized void remove(long main, long sub) {
            int slot = find(main, sub);
            if (slots[slot] != 0) {
                free(slot);
            }
        }

        private void skipRest() {
            int rest = capacity - head;
            makeRoom(rest);
            setNumber(head, 0, UNUSED);
            used += rest;
            head = 0;
        }

        private void makeRoom(int size) {
            while (capacity - used < size || records >= slots.length / 4 * 3) {
                evictOldest();
            }
        }

        private void evictOldest() {
            long main = number(tail, 0);
            if (main == UNUSED) {
                used -= capacity - tail;
                tail = 0;
                return;
            }
            int size = HEAD_BYTES + (int) number(tail, 2) + 7 & -8;
            int slot = find(main, number(tail, 1));
            if (slots[slot] != 0 && place(slot) == tail) {
                free(slot);
            }
            used -= size;
            tail = (tail + size) % capacity;
        }

        /// The slot of the record, or the free slot where it belongs.
        private int find(long main, long sub) {
            int hash = hash(main, sub);
            int slot = hash & slots.length - 1;
            while (slots[slot] != 0 && !holds(slot, hash, main, sub)) {
                slot = slot + 1 & slots.length - 1;
            }
            return slot;
        }

        private boolean holds(int slot, int hash, long main, long sub) {
            return (int) (slots[slot] >>> Integer.SIZE) == hash
                    && number(place(slot), 0) == main && number(place(slot), 1) == sub;
        }

        /// Frees a slot and moves later ones of the same chain up, so that no chain has a gap.
        private void free(int freed) {
            records--;
            int gap = freed;
            int mask = slots.length - 1;
            for (int slot = gap + 1 & mask; slots[slot] != 0; slot = slot + 1 & mask) {
                int home = (int) (slots[slot] >>> Integer.SIZE) & mask;
                if ((slot - home & mask) >= (slot - gap & mask)) {
                    slots[gap] = slots[slot];
                    gap = slot;
                }
            }
            slots[gap] = 0;
        }

        private int place(int slot) {
            return ((int) slots[slot] - 1) * 8;
        }

        private long number(int at, int word) {
            return ring.get(ValueLayout.JAVA_LONG, at + word * 8L);
        }

        private void setNumber(int at, int word, long number) {
            ring.set(ValueLayout.JAVA_LONG, at + word * 8L, number);
        }
    }
}
