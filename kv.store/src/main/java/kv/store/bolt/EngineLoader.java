package kv.store.bolt;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.store.schema.KeyValueCodec;
import kv.store.schema.RevisionKey;

/// Fills a new storage engine with what a database file of etcd holds. Memory is one batch of
/// about 4 MiB and the row at hand. One thread.
///
/// Until the last commit the engine's consistent index is 0. A directory in which loading was
/// broken off is of no use and must be deleted; whoever calls gives it its name only at the end.
public final class EngineLoader {

    private static final long BATCH_BYTES = 4L << 20;

    private final StorageEngine engine;
    private final Contents contents;
    private final LongConsumer progress;
    private LoadBatch batch;
    private long loadedBytes;

    /// What the engine shall hold.
    ///
    /// @param left tables whose rows stay behind
    /// @param added rows that come last; in place of the file's where it has them
    /// @param consistentIndex raft index up to which all of it reaches
    public record Contents(Set<Table> left, List<Row> added, long consistentIndex) {

        /// Keeps what nobody can change.
        public Contents {
            left = Set.copyOf(left);
            added = List.copyOf(added);
        }
    }

    /// A row of a table.
    ///
    /// @param table where
    /// @param key its key
    /// @param value its value
    public record Row(Table table, byte[] key, byte[] value) {
    }

    private EngineLoader(StorageEngine engine, Contents contents, LongConsumer progress) {
        this.engine = engine;
        this.contents = contents;
        this.progress = progress;
        next(0);
    }

    /// Loads, and makes durable.
    ///
    /// @param engine empty; only this method writes to it meanwhile
    /// @param progress told now and then how many bytes of keys and values are loaded
    /// @throws BoltDamage when the file is damaged, or is no database of etcd
    public static void load(
            BoltFile file, StorageEngine engine, Contents contents, LongConsumer progress) {
        EngineLoader loader = new EngineLoader(engine, contents, progress);
        loader.buckets(file);
        contents.added().forEach(row -> loader.add(row.table(), row.key(), row.value()));
        loader.next(contents.consistentIndex());
        engine.sync();
    }

    private void buckets(BoltFile file) {
        BoltBucket root = file.root();
        Set<Table> present = EnumSet.noneOf(Table.class);
        for (byte[] name : root.names()) {
            Table table = Table.ofBucket(new String(name, StandardCharsets.UTF_8))
                    .orElseThrow(() -> file.damage(0, "a bucket that no etcd writes: "
                            + new String(name, StandardCharsets.UTF_8)));
            present.add(table);
            if (!contents.left().contains(table)) {
                root.bucket(name).orElseThrow().forEach((key, value) -> row(table, key, value));
            }
        }
        if (!present.contains(Table.KEY) || !present.contains(Table.META)) {
            throw file.damage(0, "not a database of etcd, which has buckets key and meta");
        }
    }

    private boolean row(Table table, byte[] key, byte[] value) {
        if (table == Table.KEY) {
            if (!RevisionKey.valid(key)) {
                throw new IllegalArgumentException("a key that is no revision");
            }
            KeyValueCodec.read(value, 0, value.length);
        }
        add(table, key, value);
        return true;
    }

    private void add(Table table, byte[] key, byte[] value) {
        if (batch.sizeBytes() >= BATCH_BYTES) {
            next(0);
        }
        batch.add(new Row(table, key, value));
    }

    /// Commits what has come and begins another batch.
    private void next(long consistentIndex) {
        if (batch != null) {
            batch.reach(consistentIndex);
            engine.commit(batch);
            loadedBytes += batch.sizeBytes();
            progress.accept(loadedBytes);
        }
        batch = new LoadBatch(engine.lastCommit().sequence() + 1);
    }
}
