package kv.store.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;
import kv.store.schema.BigEndian;
import kv.store.schema.MetaRows;
import kv.store.schema.RevisionKey;

/// The rows of consecutive revisions that are applied and not yet in the engine, and the changes
/// of other tables beside them. Written by kvd-apply until it is sealed; then it never changes,
/// and kvd-engine commits it.
///
/// Main revisions in a run have no gap and sub revisions count from 0, so a row is found by
/// arithmetic: the first row of each main revision, plus the sub revision.
///
/// ```
/// revisions 7.0  7.1  8.0  9.0      firstMain 7, firstRow [0, 2, 3]
/// rows      0    1    2    3        chunk bytes: |key 7.0|value|key 7.1|value|key 8.0|value|…
/// ```
///
/// Rows are never moved: readers take slices of the chunks. A reader looks only for revisions
/// that were published, hence written, before it came; arrays that grow are replaced.
public final class PendingRun {

    private static final int FIRST_CHUNK_BYTES = 16 << 10;
    private static final int MAX_CHUNK_BYTES = 1 << 20;
    private static final int FIRST_ROWS = 64;

    private final long sequence;
    private long firstMain = Long.MAX_VALUE;
    private volatile Places places = new Places(FIRST_ROWS, FIRST_ROWS);
    private int rowCount;
    private int mainCount;
    private final List<byte[]> chunks = new ArrayList<>();
    private int chunkUsed;
    private final List<RowChange> changes = new ArrayList<>(0);
    private long sizeBytes;
    private volatile int publishedRows;
    private long consistentIndex;
    private long term;

    /// A run without rows.
    ///
    /// @param sequence number of the run, ascending
    public PendingRun(long sequence) {
        this.sequence = sequence;
    }

    /// Where rows are; replaced as a whole when it grows.
    private record Places(long[] chunkAndOffset, int[] sizeAndMark, int[] firstRow,
            byte[][] chunks) {

        Places(int rows, int mains) {
            this(new long[rows], new int[rows], new int[mains], new byte[4][]);
        }
    }

    /// A change of a table other than `key`.
    ///
    /// @param value null to delete
    record RowChange(Table table, byte[] key, byte[] value) {
    }

    /// Number of the run.
    public long sequence() {
        return sequence;
    }

    /// Raft index of the last entry whose effects are here or before.
    public long consistentIndex() {
        return consistentIndex;
    }

    /// Term of that entry.
    public long term() {
        return term;
    }

    /// Bytes of rows.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// Number of changes.
    public int operations() {
        return rowCount + changes.size();
    }

    /// Rows of table `key`.
    public int rowCount() {
        return rowCount;
    }

    /// The first main revision, [Long#MAX_VALUE] when there is none.
    public long firstMain() {
        return firstMain;
    }

    /// Notes the entry whose effects follow.
    public void begin(long index, long entryTerm) {
        consistentIndex = index;
        term = entryTerm;
    }

    /// Changes a row of another table.
    ///
    /// @param value null to delete the row
    public void change(Table table, byte[] key, byte[] value) {
        changes.add(new RowChange(table, key, value));
        sizeBytes += key.length + (value == null ? 0 : value.length);
    }

    /// Makes room for the value of a row and writes its key. The caller fills the room in
    /// [#chunk()] before it does anything else.
    ///
    /// @return offset of the room
    public int reserve(long main, long sub, boolean tombstone, int valueSize) {
        int keySize = RevisionKey.size(tombstone);
        int size = keySize + valueSize;
        if (chunks.isEmpty() || chunk().length - chunkUsed < size) {
            addChunk(size);
        }
        addRow(main, sub, size << 1 | (tombstone ? 1 : 0));
        int offset = chunkUsed;
        RevisionKey.write(chunk(), offset, main, sub, tombstone);
        chunkUsed += size;
        sizeBytes += size;
        return offset + keySize;
    }

    /// The bytes in which the newest row stands.
    public byte[] chunk() {
        return chunks.getLast();
    }

    /// The value of a revision's row. For any thread, for published revisions.
    public Slice find(long main, long sub) {
        Places at = places;
        int row = at.firstRow[(int) (main - firstMain)] + (int) sub;
        return value(at, row);
    }

    /// Hands the first `rows` rows to `visitor`, in order. For any thread, for published rows.
    public void forEachRow(int rows, RowVisitor visitor) {
        Places at = places;
        for (int row = 0; row < rows; row++) {
            visitor.row(key(at, row), value(at, row));
        }
    }

    /// The rows so far belong to a state that is, or will be, published.
    public void publish() {
        if (publishedRows != rowCount) {
            publishedRows = rowCount;
        }
    }

    /// Hands the rows of a stretch of main revisions to `visitor`, in order. For any thread, for
    /// published revisions.
    public void forEachRow(long fromMain, long toMain, RowVisitor visitor) {
        int end = publishedRows;
        Places at = places;
        int main = (int) Math.max(0, fromMain - firstMain);
        if (main >= at.firstRow.length || main > 0 && at.firstRow[main] == 0) {
            return;
        }
        for (int row = at.firstRow[main]; row < end; row++) {
            Slice key = key(at, row);
            if (BigEndian.get(key.array(), key.offset()) > toMain) {
                break;
            }
            visitor.row(key, value(at, row));
        }
    }

    /// Receives rows of table `key`.
    public interface RowVisitor {

        /// One row.
        void row(Slice key, Slice value);
    }

    /// Hands everything to an engine, the marks of the log included.
    void forEach(WriteBatch.Visitor visitor) {
        forEachRow(rowCount, (key, value) -> visitor.put(Table.KEY, key, value));
        for (RowChange change : changes) {
            if (change.value == null) {
                visitor.delete(change.table, Slice.of(change.key));
            } else {
                visitor.put(change.table, Slice.of(change.key), Slice.of(change.value));
            }
        }
        visitor.put(Table.META, Slice.of(MetaRows.key(MetaRows.CONSISTENT_INDEX)),
                Slice.of(MetaRows.number(consistentIndex)));
        visitor.put(Table.META, Slice.of(MetaRows.key(MetaRows.TERM)),
                Slice.of(MetaRows.number(term)));
    }

    private static Slice key(Places at, int row) {
        return new Slice(at.chunks[chunkOf(at, row)], offsetOf(at, row), keySize(at, row));
    }

    private static Slice value(Places at, int row) {
        int keySize = keySize(at, row);
        return new Slice(at.chunks[chunkOf(at, row)], offsetOf(at, row) + keySize,
                (at.sizeAndMark[row] >>> 1) - keySize);
    }

    private static int chunkOf(Places at, int row) {
        return (int) (at.chunkAndOffset[row] >>> Integer.SIZE);
    }

    private static int offsetOf(Places at, int row) {
        return (int) at.chunkAndOffset[row];
    }

    private static int keySize(Places at, int row) {
        return RevisionKey.size((at.sizeAndMark[row] & 1) != 0);
    }

    private void addChunk(int size) {
        int usual = Math.min(FIRST_CHUNK_BYTES << Math.min(chunks.size(), 8), MAX_CHUNK_BYTES);
        byte[] chunk = new byte[Math.max(usual, size)];
        chunkUsed = 0;
        chunks.add(chunk);
        Places at = places;
        if (chunks.size() > at.chunks.length) {
            at = new Places(at.chunkAndOffset, at.sizeAndMark, at.firstRow,
                    Arrays.copyOf(at.chunks, at.chunks.length * 2));
        }
        at.chunks[chunks.size() - 1] = chunk;
        places = at;
    }

    private void addRow(long main, long sub, int sizeAndMark) {
        if (rowCount == 0) {
            firstMain = main;
        }
        Places at = placesWithRoom();
        if (sub == 0) {
            checkConsecutive(main);
            at.firstRow[mainCount++] = rowCount;
        }
        at.chunkAndOffset[rowCount] =
                (long) (chunks.size() - 1) << Integer.SIZE | chunkUsed;
        at.sizeAndMark[rowCount] = sizeAndMark;
        rowCount++;
    }

    private Places placesWithRoom() {
        Places at = places;
        boolean rowsFull = rowCount == at.chunkAndOffset.length;
        boolean mainsFull = mainCount == at.firstRow.length;
        if (rowsFull || mainsFull) {
            int rows = at.chunkAndOffset.length << (rowsFull ? 1 : 0);
            int mains = at.firstRow.length << (mainsFull ? 1 : 0);
            at = new Places(Arrays.copyOf(at.chunkAndOffset, rows),
                    Arrays.copyOf(at.sizeAndMark, rows), Arrays.copyOf(at.firstRow, mains),
                    at.chunks);
            places = at;
        }
        return at;
    }

    private void checkConsecutive(long main) {
        if (main != firstMain + mainCount) {
            throw new IllegalStateException("revision " + main + " follows "
                    + (firstMain + mainCount - 1) + " in a run");
        }
    }
}
