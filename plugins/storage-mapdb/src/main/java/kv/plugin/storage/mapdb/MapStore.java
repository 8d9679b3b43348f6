package kv.plugin.storage.mapdb;

import java.util.Arrays;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageEngine.Sizes;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageReads.RowVisitor;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;
import kv.plugin.storage.mapdb.pages.PageFiles;
import kv.plugin.storage.mapdb.pages.Pages;

/// One pair of files with the tables in it. The engine's thread changes it; any thread takes a
/// view. Defragmenting makes the next one.
final class MapStore {

    private final PageFiles files;
    private final Pages pages;
    private final WriteVolume volume;
    private final TableMaps tables;
    private volatile ReadView newest;
    private volatile Sizes sizes;

    private MapStore(PageFiles files, Pages pages, boolean exists) {
        this.files = files;
        this.pages = pages;
        volume = new WriteVolume(pages);
        tables = exists ? TableMaps.open(volume) : TableMaps.create(volume);
        publish();
    }

    /// Opens the store in a directory.
    static MapStore open(PageFiles files, long journalBytes) {
        Pages pages = Pages.open(files, journalBytes);
        try {
            return new MapStore(files, pages, true);
        } catch (RuntimeException | Error e) {
            pages.close();
            throw e;
        }
    }

    /// An empty store, which takes over when it is told to.
    static MapStore create(PageFiles files, long journalBytes) {
        return new MapStore(files, Pages.create(files, journalBytes), false);
    }

    void takeOver() {
        pages.takeOver();
        publish();
    }

    CommitPoint point() {
        return tables.point();
    }

    Sizes sizes() {
        return sizes;
    }

    void commit(WriteBatch batch) {
        batch.forEach(tables);
        tables.point(new CommitPoint(batch.sequence(), batch.consistentIndex()));
        publish();
    }

    /// Bytes committed and not yet flushed.
    long unflushedBytes() {
        return pages.freshBytes();
    }

    void flush() {
        pages.flush();
    }

    /// The newest commit's tables, held for the caller, who releases them.
    ReadView view() {
        ReadView view = newest;
        if (view != null && view.hold()) {
            return view;
        }
        synchronized (this) {
            if (newest == null) {
                newest = new ReadView(pages.version());
            }
            newest.hold();
            return newest;
        }
    }

    /// A copy of the newest commit in the next pair of files, in order and without gaps. This
    /// store stays readable until its last view is released.
    MapStore rewritten(long journalBytes, long flushBytes) {
        MapStore next = create(files.next(), journalBytes);
        try {
            for (Table table : Table.values()) {
                tables.scan(table, new byte[0], null,
                        (key, value) -> next.append(table, key, value, flushBytes));
            }
            next.tables.point(point());
            next.publish();
            next.takeOver();
            return next;
        } catch (RuntimeException | Error e) {
            next.close();
            throw e;
        }
    }

    /// Reads every page and every row.
    void verify() {
        pages.flush();
        pages.verify();
        for (Table table : Table.values()) {
            tables.scan(table, new byte[0], null, new RowOrder(table));
        }
    }

    void close() {
        dropNewest();
        pages.close();
    }

    private boolean append(Table table, byte[] key, byte[] value, long flushBytes) {
        tables.put(table, key, value);
        if (volume.changedBytes() >= flushBytes) {
            publish();
            flush();
        }
        return true;
    }

    private synchronized void publish() {
        dropNewest();
        volume.publish();
        long total = pages.sizeBytes();
        sizes = new Sizes(total, total - tables.freeBytes());
    }

    private synchronized void dropNewest() {
        ReadView view = newest;
        newest = null;
        if (view != null) {
            view.release();
        }
    }

    /// Demands that keys ascend.
    private static final class RowOrder implements RowVisitor {

        private final Table table;
        private byte[] last;

        RowOrder(Table table) {
            this.table = table;
        }

        @Override
        public boolean row(byte[] key, byte[] value) {
            if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
                throw new StorageException("keys of table " + table + " do not ascend", null);
            }
            last = key;
            return true;
        }
    }
}
