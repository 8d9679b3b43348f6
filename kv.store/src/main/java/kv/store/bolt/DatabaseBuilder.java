package kv.store.bolt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;

/// One pass over all tables, as far at a time as is asked for. Both passes make the same pages,
/// since both see the same state.
final class DatabaseBuilder {

    private static final Table[] TABLES = Table.values();

    private final StorageReads rows;
    private final PageTarget target;
    private final boolean values;
    private final TreeBuilder root;
    private TreeBuilder bucket;
    private int table;
    private byte[] from = new byte[0];
    private long rootPage;

    /// @param values whether values are wanted, or their lengths alone
    DatabaseBuilder(StorageReads rows, PageTarget target, boolean values) {
        this.rows = rows;
        this.target = target;
        this.values = values;
        root = new TreeBuilder(target);
        bucket = new TreeBuilder(target);
    }

    /// Goes on until it is done or `enough`, which is asked after each row.
    ///
    /// @return whether it is done
    boolean turn(BooleanSupplier enough) {
        while (table < TABLES.length) {
            if (!scan(enough)) {
                return false;
            }
            root.add(bucket.finishBucket(
                    TABLES[table].bucket().getBytes(StandardCharsets.US_ASCII)));
            bucket = new TreeBuilder(target);
            from = new byte[0];
            table++;
            if (table == TABLES.length) {
                rootPage = root.finish();
            }
        }
        return true;
    }

    /// Page of the tree of all buckets, once it is done.
    long rootPage() {
        return rootPage;
    }

    /// Rows of a table from where the turn before ended.
    ///
    /// @return whether the table has ended
    private boolean scan(BooleanSupplier enough) {
        byte[][] stopped = new byte[1][];
        if (values) {
            rows.scan(TABLES[table], from, null, (key, value) ->
                    add(new Element(0, key, value, value.length), enough, stopped));
        } else {
            rows.scanSizes(TABLES[table], from, (key, size) ->
                    add(new Element(0, key, null, size), enough, stopped));
        }
        if (stopped[0] == null) {
            return true;
        }
        from = Arrays.copyOf(stopped[0], stopped[0].length + 1);
        return false;
    }

    private boolean add(Element row, BooleanSupplier enough, byte[][] stopped) {
        bucket.add(row);
        if (enough.getAsBoolean()) {
            stopped[0] = row.key();
        }
        return stopped[0] == null;
    }
}
