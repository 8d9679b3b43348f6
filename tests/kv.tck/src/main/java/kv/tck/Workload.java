package kv.tck;

import java.nio.ByteBuffer;
import java.util.Random;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Table;

/// An endless row of batches, each a function of the seed and its number alone: revisions at the
/// head, compaction at the tail, small rows that are overwritten and removed between them.
///
/// @param seed printed by a failing test
record Workload(long seed) {

    private static final int ROWS = 40;
    private static final int LARGEST_VALUE = 2_000;
    private static final int MEMBERS = 30;

    /// The batch that follows `last`.
    RecordedBatch after(CommitPoint last) {
        RecordedBatch batch = RecordedBatch.after(last);
        long number = batch.sequence();
        Random random = new Random(seed * 1_000_003 + number);
        for (int row = 0; row < ROWS; row++) {
            batch.put(Table.KEY, revision(number, row), value(random));
        }
        batch.put(Table.LEASE, revision(random.nextInt(MEMBERS), 0), value(random));
        batch.delete(Table.LEASE, revision(random.nextInt(MEMBERS), 0));
        batch.put(Table.META, RecordedBatch.bytes("consistent_index"),
                revision(batch.consistentIndex(), 0));
        if (number > 20) {
            compact(batch, number - 20, random);
        }
        return batch;
    }

    /// What the first `count` batches leave.
    ExpectedTables first(long count) {
        ExpectedTables tables = new ExpectedTables();
        CommitPoint point = CommitPoint.NONE;
        while (point.sequence() < count) {
            RecordedBatch batch = after(point);
            batch.forEach(tables);
            point = batch.point();
        }
        return tables;
    }

    private static void compact(RecordedBatch batch, long number, Random random) {
        if (random.nextInt(4) == 0) {
            batch.deleteRange(Table.KEY, revision(number, ROWS / 2), revision(number, ROWS));
        }
        for (int row = 0; row < ROWS; row += 2) {
            batch.delete(Table.KEY, revision(number, row));
        }
    }

    private static byte[] value(Random random) {
        byte[] value = new byte[random.nextInt(LARGEST_VALUE)];
        random.nextBytes(value);
        return value;
    }

    /// Seventeen bytes, as a revision is stored: main, an underscore, sub.
    static byte[] revision(long main, long sub) {
        return ByteBuffer.allocate(17).putLong(main).put((byte) '_').putLong(sub).array();
    }
}
