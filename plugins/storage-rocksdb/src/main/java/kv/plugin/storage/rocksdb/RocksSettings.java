package kv.plugin.storage.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.Table;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;

/// Every tuning figure, and the native objects that carry them. Closed after the database.
///
/// Memory outside the heap is about: the cache, the write buffers, 2 bytes a row for the blocks'
/// indexes (kept out of the cache, so that a read never waits for one), 4 MB of library.
final class RocksSettings implements AutoCloseable {

    private static final long LOG_FILE_BYTES = 1L << 20;
    private static final int LOG_FILES = 4;
    private static final int CACHE_SHARD_BITS = 4;
    private static final int BLOCK_BYTES = 8 << 10;
    private static final long TABLE_FILE_BYTES = 32L << 20;
    private static final long LEVEL_BASE_BYTES = 128L << 20;
    private static final long SYNC_EVERY_BYTES = 1L << 20;
    private static final int BACKGROUND_JOBS = 2;

    private final Cache cache;
    private final DBOptions database;
    private final ColumnFamilyOptions family;

    RocksSettings(StorageOptions options) {
        cache = new LRUCache(options.cacheBytes(), CACHE_SHARD_BITS);
        database = database(options);
        family = family(options, cache);
    }

    DBOptions database() {
        return database;
    }

    /// The commit point's family first, then one family per table in the enum's order.
    List<ColumnFamilyDescriptor> families() {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, family));
        for (Table table : Table.values()) {
            byte[] name = table.bucket().getBytes(StandardCharsets.UTF_8);
            families.add(new ColumnFamilyDescriptor(name, family));
        }
        return families;
    }

    @Override
    public void close() {
        family.close();
        database.close();
        cache.close();
    }

    private static DBOptions database(StorageOptions options) {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // All tables reach the disk together: the prefix after a crash is one commit's.
                .setAtomicFlush(true)
                .setDbWriteBufferSize(options.writeBufferBytes())
                // One thread commits.
                .setAllowConcurrentMemtableWrite(false)
                .setEnableWriteThreadAdaptiveYield(false)
                .setMaxBackgroundJobs(BACKGROUND_JOBS)
                // Spreads the write-back, so that the member's log does not wait behind it.
                .setBytesPerSync(SYNC_EVERY_BYTES)
                .setSkipStatsUpdateOnDbOpen(true)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(LOG_FILE_BYTES)
                .setKeepLogFileNum(LOG_FILES);
    }

    private static ColumnFamilyOptions family(StorageOptions options, Cache cache) {
        return new ColumnFamilyOptions()
                // One buffer is filled while the other is flushed.
                .setWriteBufferSize(options.writeBufferBytes() / 2)
                .setMaxWriteBufferNumber(4)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTargetFileSizeBase(TABLE_FILE_BYTES)
                .setMaxBytesForLevelBase(LEVEL_BASE_BYTES)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        // No Bloom filter: the key index names only revisions that are there.
                        .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash));
    }
}
