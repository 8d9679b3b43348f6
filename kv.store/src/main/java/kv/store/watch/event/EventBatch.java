package kv.store.watch.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import kv.api.spi.storage.Slice;
import kv.store.range.BrokenInvariant;

/// The events of a stretch of revisions, encoded once and shared by all watchers. Immutable; any
/// thread.
///
/// Each event stands as a whole field of a `WatchResponse`, so events that follow each other go
/// out as one copy of bytes:
///
/// ```
/// tag 11 | length | type, unless put | tag 2 | length | KeyValue as the store holds it
/// start           body
/// ```
///
/// A deletion's KeyValue is the stored one and the revision, which the store leaves out.
public final class EventBatch {

    private static final int EVENTS_TAG = 11 << 3 | 2;
    private static final int TYPE_TAG = 1 << 3;
    private static final int KV_TAG = 2 << 3 | 2;
    private static final int PREV_KV_TAG = 3 << 3 | 2;
    private static final int MOD_REVISION_TAG = 3 << 3;
    private static final int DELETE = 1;
    private static final int KEY_TAG = 1 << 3 | 2;
    private static final int CREATE_REVISION_TAG = 2 << 3;

    private static final int WIDTH = 4;
    private static final int BODY = 1;
    private static final int KEY = 2;
    private static final int KEY_SIZE_AND_MARKS = 3;
    private static final int DELETED = 1;
    private static final int CREATED = 2;
    private static final int MARK_BITS = 2;

    private final long firstRevision;
    private final long lastRevision;
    private final byte[] bytes;
    private final int[] places;
    private final long[] revisions;
    private final int size;

    private EventBatch(long firstRevision, long lastRevision, Builder built) {
        this.firstRevision = firstRevision;
        this.lastRevision = lastRevision;
        bytes = built.bytes;
        places = built.places;
        revisions = built.revisions;
        size = built.size;
    }

    /// The first revision that this batch tells of.
    public long firstRevision() {
        return firstRevision;
    }

    /// The last revision that this batch tells of, whether or not it has an event.
    public long lastRevision() {
        return lastRevision;
    }

    /// Number of events.
    public int size() {
        return size;
    }

    /// Bytes that the batch holds on to.
    public long heldBytes() {
        return bytes.length + Integer.BYTES * (long) places.length
                + Long.BYTES * (long) revisions.length;
    }

    /// Revision of an event.
    public long revision(int event) {
        return revisions[event];
    }

    /// Whether the event is a deletion.
    public boolean deleted(int event) {
        return (places[event * WIDTH + KEY_SIZE_AND_MARKS] & DELETED) != 0;
    }

    /// Whether the event begins a key's life.
    boolean created(int event) {
        return (places[event * WIDTH + KEY_SIZE_AND_MARKS] & CREATED) != 0;
    }

    /// The event's key.
    public Slice key(int event) {
        int at = event * WIDTH;
        return new Slice(bytes, places[at + KEY],
                places[at + KEY_SIZE_AND_MARKS] >>> MARK_BITS);
    }

    /// The event's key as a map's key; shares the batch's bytes.
    public ByteString keyString(int event) {
        int at = event * WIDTH;
        return UnsafeByteOperations.unsafeWrap(bytes, places[at + KEY],
                places[at + KEY_SIZE_AND_MARKS] >>> MARK_BITS);
    }

    /// The key of a stored row, which is its first field.
    static Slice keyOf(Slice row) {
        if (row.length() == 0 || row.array()[row.offset()] != KEY_TAG) {
            throw new BrokenInvariant("A stored row has no key. Next: compare this member's HashKV"
                    + " with the others', then replace its data directory.");
        }
        int length = (int) Varints.read(row.array(), row.offset() + 1);
        return new Slice(row.array(), row.offset() + 1 + Varints.size(length), length);
    }

    /// The first event of that revision or a later one.
    public int firstAt(long revision) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (revisions[middle] < revision) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Size of an event's field.
    int eventBytes(int event) {
        return end(event) - places[event * WIDTH];
    }

    /// Size of an event's field with the pair before it.
    int eventBytes(int event, Slice prev) {
        int body = bodyBytes(event) + fieldBytes(prev.length());
        return 1 + Varints.size(body) + body;
    }

    /// Writes the fields of events that follow each other.
    void write(OutputStream out, int from, int to) throws IOException {
        int start = places[from * WIDTH];
        out.write(bytes, start, end(to - 1) - start);
    }

    /// Writes an event's field with the pair before it.
    void write(OutputStream out, int event, Slice prev) throws IOException {
        byte[] head = new byte[1 + Varints.MAX];
        head[0] = EVENTS_TAG;
        out.write(head, 0, Varints.write(head, 1,
                bodyBytes(event) + (long) fieldBytes(prev.length())));
        out.write(bytes, places[event * WIDTH + BODY], bodyBytes(event));
        head[0] = PREV_KV_TAG;
        out.write(head, 0, Varints.write(head, 1, prev.length()));
        out.write(prev.array(), prev.offset(), prev.length());
    }

    private int bodyBytes(int event) {
        return end(event) - places[event * WIDTH + BODY];
    }

    private int end(int event) {
        return places[(event + 1) * WIDTH];
    }

    private static int fieldBytes(int length) {
        return 1 + Varints.size(length) + length;
    }

    /// Gathers the events of a batch, in order. One thread.
    public static final class Builder {

        private byte[] bytes;
        private int used;
        private int[] places;
        private long[] revisions;
        private int size;

        /// @param sizeBytes about how many bytes will come
        /// @param events about how many events
        public Builder(int sizeBytes, int events) {
            bytes = new byte[Math.max(64, sizeBytes)];
            revisions = new long[Math.max(1, events)];
            places = new int[(revisions.length + 1) * WIDTH];
        }

        /// Bytes of events so far.
        public int sizeBytes() {
            return used;
        }

        /// Adds an event.
        ///
        /// @param row the stored KeyValue
        public void add(long revision, boolean deleted, Slice row) {
            int kv = row.length() + (deleted ? 1 + Varints.size(revision) : 0);
            int body = (deleted ? 2 : 0) + fieldBytes(kv);
            int at = begin(revision, fieldBytes(body));
            places[at] = used;
            bytes[used++] = EVENTS_TAG;
            used = Varints.write(bytes, used, body);
            places[at + BODY] = used;
            if (deleted) {
                bytes[used++] = TYPE_TAG;
                bytes[used++] = DELETE;
            }
            bytes[used++] = KV_TAG;
            used = Varints.write(bytes, used, kv);
            System.arraycopy(row.array(), row.offset(), bytes, used, row.length());
            locateKey(at, revision, deleted, row.length());
            used += row.length();
            if (deleted) {
                bytes[used++] = MOD_REVISION_TAG;
                used = Varints.write(bytes, used, revision);
            }
            size++;
        }

        /// Adds an event of another batch.
        public void add(EventBatch from, int event) {
            int length = from.eventBytes(event);
            int at = begin(from.revisions[event], length);
            int start = from.places[event * WIDTH];
            System.arraycopy(from.bytes, start, bytes, used, length);
            int moved = used - start;
            places[at] = used;
            places[at + BODY] = from.places[event * WIDTH + BODY] + moved;
            places[at + KEY] = from.places[event * WIDTH + KEY] + moved;
            places[at + KEY_SIZE_AND_MARKS] = from.places[event * WIDTH + KEY_SIZE_AND_MARKS];
            used += length;
            size++;
        }

        /// The batch; nothing may be added any more.
        public EventBatch build(long firstRevision, long lastRevision) {
            places[size * WIDTH] = used;
            return new EventBatch(firstRevision, lastRevision, this);
        }

        /// A living key's KeyValue goes on with its create revision.
        private void locateKey(int at, long revision, boolean deleted, int length) {
            Slice key = keyOf(new Slice(bytes, used, length));
            int end = key.offset() + key.length();
            boolean created = !deleted && bytes[end] == CREATE_REVISION_TAG
                    && Varints.read(bytes, end + 1) == revision;
            places[at + KEY] = key.offset();
            places[at + KEY_SIZE_AND_MARKS] = key.length() << MARK_BITS
                    | (deleted ? DELETED : 0) | (created ? CREATED : 0);
        }

        private int begin(long revision, int length) {
            if (bytes.length - used < length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
            }
            if (size == revisions.length) {
                revisions = Arrays.copyOf(revisions, size * 2);
                places = Arrays.copyOf(places, (size * 2 + 1) * WIDTH);
            }
            revisions[size] = revision;
            return size * WIDTH;
        }
    }
}
