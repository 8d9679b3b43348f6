package kv.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.raft.model.SnapshotMeta;
import kv.server.consensus.ConfStates;
import kv.store.bolt.BoltDamage;
import kv.store.bolt.BoltFile;
import kv.store.bolt.EngineLoader;
import kv.store.bolt.EngineLoader.Row;
import kv.store.file.FileAccess;
import kv.store.schema.MetaRows;

/// Loads a database file that another member has sent into an engine of its own. Stateless.
public final class LoadedSnapshot {

    private LoadedSnapshot() {
    }

    /// Checks the file whole, then loads it. Members of old releases leave out where their file
    /// stands in the log, or let it lag; the message that came with it knows.
    ///
    /// @param at what the message says
    /// @throws IOException when the file cannot be read, or is damaged
    public static void load(FileAccess files, Path file, StorageEngine engine, SnapshotMeta at)
            throws IOException {
        try (BoltFile database = BoltFile.open(files, file)) {
            database.check();
            List<Row> place = List.of(
                    meta(MetaRows.CONF_STATE, ConfStates.row(at.confState()).encode()),
                    meta(MetaRows.CONSISTENT_INDEX, MetaRows.number(at.index())),
                    meta(MetaRows.TERM, MetaRows.number(at.term())));
            EngineLoader.load(database, engine,
                    new EngineLoader.Contents(Set.of(), place, at.index()), loaded -> { });
        } catch (BoltDamage | IllegalArgumentException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }

    private static Row meta(String name, byte[] value) {
        return new Row(Table.META, MetaRows.key(name), value);
    }
}
