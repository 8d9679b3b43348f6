package kv.plugin.storage.heap;

import java.util.Arrays;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;

/// The content of all tables at one commit. Immutable; shares everything unchanged with the states
/// before and after it, so keeping one costs only the rows that differ.
public final class HeapState {

    /// The state before the first commit.
    public static final HeapState EMPTY = empty();

    private final CommitPoint point;
    private final OrderedRows[] tables;

    private HeapState(CommitPoint point, OrderedRows[] tables) {
        this.point = point;
        this.tables = tables;
    }

    private static HeapState empty() {
        OrderedRows[] tables = new OrderedRows[Table.values().length];
        Arrays.fill(tables, OrderedRows.EMPTY);
        return new HeapState(CommitPoint.NONE, tables);
    }

    /// The commit that this state shows.
    public CommitPoint point() {
        return point;
    }

    /// The state that `batch` leads to.
    ///
    /// @throws IllegalArgumentException when the batch is not the next one
    public HeapState after(WriteBatch batch) {
        if (batch.sequence() != point.sequence() + 1) {
            throw new IllegalArgumentException(
                    "batch " + batch.sequence() + " cannot follow " + point);
        }
        OrderedRows[] next = tables.clone();
        batch.forEach(new Changes(next));
        return new HeapState(
                new CommitPoint(batch.sequence(), batch.consistentIndex()), next);
    }

    OrderedRows rows(Table table) {
        return tables[table.ordinal()];
    }

    long sizeBytes() {
        long bytes = 0;
        for (OrderedRows rows : tables) {
            bytes += rows.sizeBytes();
        }
        return bytes;
    }

    /// Applies a batch to the tables of the state that is being built.
    private record Changes(OrderedRows[] tables) implements WriteBatch.Visitor {

        @Override
        public void put(Table table, Slice key, Slice value) {
            int at = table.ordinal();
            tables[at] = tables[at].with(key.toBytes(), value.toBytes());
        }

        @Override
        public void delete(Table table, Slice key) {
            int at = table.ordinal();
            tables[at] = tables[at].without(key.toBytes());
        }

        @Override
        public void deleteRange(Table table, Slice from, Slice to) {
            int at = table.ordinal();
            tables[at] = tables[at].withoutRange(from.toBytes(), to.toBytes());
        }
    }
}
