package kv.plugin.storage.mapdb;

import java.util.concurrent.atomic.AtomicInteger;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;
import kv.plugin.storage.mapdb.pages.PageVersion;

/// The tables as of one commit, shared by all who read that commit. Any thread.
///
/// The store holds it while the commit is the newest, and each reader and snapshot holds it while
/// it reads; the last one lets the pages go.
final class ReadView implements StorageReads {

    private final PageVersion version;
    private final TableMaps tables;
    private final CommitPoint point;
    private final AtomicInteger holders = new AtomicInteger(1);

    ReadView(PageVersion version) {
        this.version = version;
        try {
            tables = TableMaps.open(new ReadVolume(version));
            point = tables.point();
        } catch (RuntimeException e) {
            version.release();
            throw e;
        }
    }

    CommitPoint point() {
        return point;
    }

    /// @return false when everybody had let go already
    boolean hold() {
        return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            version.release();
        }
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        return tables.get(table, key);
    }

    @Override
    public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
        tables.scan(table, from, to, visitor);
    }
}
