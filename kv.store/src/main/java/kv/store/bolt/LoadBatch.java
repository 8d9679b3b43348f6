package kv.store.bolt;

import java.util.ArrayList;
import java.util.List;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.WriteBatch;
import kv.store.bolt.EngineLoader.Row;

/// Some of the rows of a file, as one commit.
final class LoadBatch implements WriteBatch {

    private final long sequence;
    private final List<Row> rows = new ArrayList<>();
    private long sizeBytes;
    private long consistentIndex;

    LoadBatch(long sequence) {
        this.sequence = sequence;
    }

    void add(Row row) {
        rows.add(row);
        sizeBytes += row.key().length + row.value().length;
    }

    void reach(long index) {
        consistentIndex = index;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long consistentIndex() {
        return consistentIndex;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void forEach(Visitor visitor) {
        for (Row row : rows) {
            visitor.put(row.table(), Slice.of(row.key()), Slice.of(row.value()));
        }
    }
}
