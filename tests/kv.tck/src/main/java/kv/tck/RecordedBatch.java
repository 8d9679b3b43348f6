package kv.tck;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;

/// A batch that is written down change by change and can be handed to an engine and to
/// [ExpectedTables] alike. Its buffers are overwritten after each visit, so that an engine which
/// keeps one is found out.
public final class RecordedBatch implements WriteBatch {

    private final CommitPoint point;
    private final List<Consumer<Visitor>> changes = new ArrayList<>();
    private long sizeBytes;

    private RecordedBatch(CommitPoint point) {
        this.point = point;
    }

    /// The empty batch after `last`, ten raft entries further.
    public static RecordedBatch after(CommitPoint last) {
        return new RecordedBatch(
                new CommitPoint(last.sequence() + 1, last.consistentIndex() + 10));
    }

    /// Adds a row, with text for bytes.
    public RecordedBatch put(Table table, String key, String value) {
        return put(table, bytes(key), bytes(value));
    }

    /// Adds a row.
    public RecordedBatch put(Table table, byte[] key, byte[] value) {
        changes.add(visitor -> lend(key, one -> lend(value, two -> visitor.put(table, one, two))));
        sizeBytes += key.length + value.length;
        return this;
    }

    /// Removes a row.
    public RecordedBatch delete(Table table, byte[] key) {
        changes.add(visitor -> lend(key, one -> visitor.delete(table, one)));
        sizeBytes += key.length;
        return this;
    }

    /// Removes the rows in `[from, to)`.
    public RecordedBatch deleteRange(Table table, byte[] from, byte[] to) {
        changes.add(visitor ->
                lend(from, one -> lend(to, two -> visitor.deleteRange(table, one, two))));
        sizeBytes += from.length + to.length;
        return this;
    }

    /// Runs `action` when a visitor is half-way through.
    RecordedBatch interruptedBy(Runnable action) {
        changes.add(changes.size() / 2, visitor -> action.run());
        return this;
    }

    /// The commit point that the batch leads to.
    public CommitPoint point() {
        return point;
    }

    @Override
    public long sequence() {
        return point.sequence();
    }

    @Override
    public long consistentIndex() {
        return point.consistentIndex();
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void forEach(Visitor visitor) {
        changes.forEach(change -> change.accept(visitor));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void lend(byte[] content, Consumer<Slice> borrower) {
        int margin = 3;
        byte[] buffer = new byte[content.length + 2 * margin];
        System.arraycopy(content, 0, buffer, margin, content.length);
        borrower.accept(new Slice(buffer, margin, content.length));
        Arrays.fill(buffer, (byte) 0x5A);
    }
}
