package kv.server.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import kv.api.KvException;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfChange;
import kv.raft.model.EntryKind;
import kv.server.cluster.ConfChanges;
import kv.server.cluster.Founding;
import kv.server.consensus.Bootstrap;
import kv.server.flags.Flags;
import kv.store.bolt.BoltDamage;
import kv.store.engine.KvHash;
import kv.store.file.DataDirectory;
import kv.store.file.DiskFiles;
import kv.store.file.StoreRefusal;
import kv.store.mvcc.Headers;
import kv.store.mvcc.MvccOptions;
import kv.store.mvcc.MvccStore;
import kv.store.mvcc.StateSnapshot;
import kv.store.schema.MemberRow;
import kv.store.wal.WalDirectory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {

    private static final Path GOLDEN =
            Path.of(System.getProperty("kvd.root"), "tests", "golden", "disk");
    private static final StorageProvider ENGINE = ServiceLoader.load(StorageProvider.class)
            .stream().map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("rocksdb")).findFirst().orElseThrow();
    private static final Founding THREE = Founding.of("b", Flags.cluster(
            "a=http://127.0.0.1:1,b=http://127.0.0.1:2,c=http://127.0.0.1:3", "token",
            "http://127.0.0.1:2"));

    @TempDir
    Path temp;

    private Path unpack(String name) throws IOException {
        Path file = temp.resolve("snapshot.db");
        try (InputStream packed = Files.newInputStream(GOLDEN.resolve(name + ".db.gz"));
                InputStream in = new GZIPInputStream(packed)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    private Path restore(Path file, long bump) {
        Path directory = temp.resolve("data");
        new Restore(DiskFiles.INSTANCE, ENGINE, new Restore.Plan(
                file, directory, Optional.empty(), THREE, false, bump)).run(bytes -> { });
        return directory;
    }

    private static StorageEngine open(Path directory) {
        return ENGINE.open(directory.resolve("member/rocksdb"), StorageOptions.small());
    }

    @TestFactory
    Stream<DynamicTest> hashesAsEtcdThatRestoredTheSame() {
        return Stream.of("v3.7.1-empty", "v3.7.1-tombstones", "v3.4.23-tombstones",
                "v3.7.1-one-key-1500-revisions").map(name ->
                        DynamicTest.dynamicTest(name, () -> hashes(name)));
    }

    private void hashes(String name) throws IOException {
        JsonObject listing = JsonParser.parseString(Files.readString(
                GOLDEN.resolve("snapshots/" + name + ".json"))).getAsJsonObject();
        Path own = Files.createDirectory(temp.resolve(name));
        Path directory = own.resolve("data");
        new Restore(DiskFiles.INSTANCE, ENGINE, new Restore.Plan(unpack("snapshots/" + name),
                directory, Optional.empty(), THREE, false, 0)).run(bytes -> { });
        try (StorageEngine engine = open(directory); StateSnapshot state = snapshot(engine)) {
            int compared = 0;
            for (JsonElement each : listing.getAsJsonArray("restored").get(0).getAsJsonObject()
                    .getAsJsonArray("hashkv")) {
                compared += compare(each.getAsJsonObject(), state) ? 1 : 0;
            }
            assertTrue(compared > 0);
        }
    }

    private static boolean compare(JsonObject row, StateSnapshot state) {
        long revision = row.get("rev").getAsLong();
        if (!row.has("hash")) {
            assertThrows(KvException.class, () -> state.hashKv(revision), row::toString);
            return false;
        }
        KvHash hash = state.hashKv(revision);
        assertEquals(row.get("hash").getAsLong(), Integer.toUnsignedLong(hash.hash()),
                row::toString);
        assertEquals(row.get("compact_revision").getAsLong(), hash.compactRevision());
        assertEquals(row.get("header_revision").getAsLong(), state.view().revision());
        return true;
    }

    private static StateSnapshot snapshot(StorageEngine engine) {
        MvccStore store = MvccStore.open(engine, MvccOptions.defaults(), Headers.REVISION_ONLY);
        CompletableFuture<StateSnapshot> taken = new CompletableFuture<>();
        store.orderSnapshot(taken::complete);
        while (!taken.isDone()) {
            store.committer().doWork(() -> Long.MAX_VALUE);
        }
        return taken.join();
    }

    /// Once forced, the log says so to any later start.
    @Test
    void aForcedMemberRemovesTheOthers() throws IOException {
        Path directory = restore(unpack("snapshots/v3.7.1-tombstones"), 0);
        WalDirectory log =
                WalDirectory.of(DiskFiles.INSTANCE, directory.resolve("member/wal"));
        try (StorageEngine engine = open(directory)) {
            Bootstrap.open(log, engine, THREE, true).wal().close();
            Bootstrap found = Bootstrap.open(log, engine, THREE, false);
            found.wal().close();
            List<ConfChange> changes = found.found().entries().stream()
                    .map(entry -> ConfChanges.decode(EntryKind.CONF_CHANGE, entry.content())
                            .change()).toList();
            assertEquals(THREE.others().stream()
                    .map(other -> ConfChange.single(ConfChange.Kind.REMOVE, other.id())).toList(),
                    changes);
            assertEquals(5, found.found().state().commit());
            assertEquals(5, found.wal().lastIndex());
        }
    }

    @Test
    void theMembersAreTheNewClusters() throws IOException {
        Path directory = restore(unpack("snapshots/v3.7.1-tombstones"), 0);
        try (StorageEngine engine = open(directory)) {
            Bootstrap found = Bootstrap.open(WalDirectory.of(DiskFiles.INSTANCE,
                    directory.resolve("member/wal")), engine, THREE, false);
            found.wal().close();
            assertEquals(THREE.self().id(), found.memberId());
            assertEquals(THREE.clusterId(), found.clusterId());
            assertEquals(3, found.applied().index());
            assertEquals(3, found.wal().lastIndex());
            assertEquals(3, found.confState().voters().size());
            for (MemberRow member : THREE.members()) {
                assertEquals(member, MemberRow.decode(
                        engine.get(Table.MEMBERS, MemberRow.key(member.id()))));
            }
            int[] members = new int[1];
            engine.scan(Table.MEMBERS, new byte[0], null, (key, value) -> ++members[0] > 0);
            assertEquals(3, members[0]);
        }
    }

    /// Measured with etcdutl 3.7.1 and etcd 3.7.1 on the same file.
    @Test
    void raisesTheRevisionAsEtcdutlDoes() throws IOException {
        Path directory = restore(unpack("snapshots/v3.7.1-tombstones"), 1000);
        try (StorageEngine engine = open(directory); StateSnapshot state = snapshot(engine)) {
            assertEquals(1054, state.view().revision());
            assertEquals(1054, state.view().compactRevision());
            assertEquals(3_124_847_220L, Integer.toUnsignedLong(state.hashKv(0).hash()));
        }
    }

    @Test
    void warnsOfAuthenticationThatNobodyAsksFor() throws IOException {
        Restore restore = new Restore(DiskFiles.INSTANCE, ENGINE, new Restore.Plan(
                unpack("databases/v3.7.1-full-clean"), temp.resolve("data"), Optional.empty(),
                THREE, true, 0));
        List<String> warnings = restore.run(bytes -> { });
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().startsWith("authentication is on in the snapshot"));
    }

    @Test
    void refusesWhatANewerVersionWrote() throws IOException {
        Path file = unpack("snapshots/v3.7.1-empty");
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        // Pages that are free still hold the row as it was.
        String newer = text.replace("storageVersion3.7.0", "storageVersion3.8.0");
        Files.write(file, newer.getBytes(StandardCharsets.ISO_8859_1));
        Restore restore = new Restore(DiskFiles.INSTANCE, ENGINE, new Restore.Plan(
                file, temp.resolve("data"), Optional.empty(), THREE, true, 0));
        assertEquals("the snapshot is of version 3.8.0, newer than 3.7",
                assertThrows(SnapshotFailure.class, () -> restore.run(loaded -> { }))
                        .getMessage());
    }

    @Test
    void touchesNoDirectoryThatIsInUse() throws IOException {
        Path file = unpack("snapshots/v3.7.1-empty");
        Path directory = restore(file, 0);
        assertEquals("data-dir \"" + directory + "\" not empty or could not be read",
                assertThrows(SnapshotFailure.class, () -> restore(file, 0)).getMessage());
        Path log = Files.createDirectory(temp.resolve("log"));
        Restore intoLog = new Restore(DiskFiles.INSTANCE, ENGINE, new Restore.Plan(file,
                temp.resolve("other"), Optional.of(log), THREE, false, 0));
        assertEquals("wal-dir \"" + log + "\" exists",
                assertThrows(SnapshotFailure.class, () -> intoLog.run(bytes -> { })).getMessage());
    }

    @Test
    void leavesNothingOfADamagedFile() throws IOException {
        Path file = unpack("snapshots/v3.7.1-keys5000");
        byte[] bytes = Files.readAllBytes(file);
        // The number of the page that is the root of bucket key.
        bytes[93 * 4096] ^= 1;
        Files.write(file, bytes);
        SnapshotFailure wrong = assertThrows(SnapshotFailure.class, () -> restore(file, 0));
        assertTrue(wrong.getMessage().startsWith("expected sha256 ["), wrong::getMessage);

        Restore unhashed = new Restore(DiskFiles.INSTANCE, ENGINE, new Restore.Plan(
                file, temp.resolve("data"), Optional.empty(), THREE, true, 0));
        assertThrows(BoltDamage.class, () -> unhashed.run(loaded -> { }));
        assertFalse(Files.exists(temp.resolve("data")));
    }

    @Test
    void aRestoreThatWasBrokenOffIsNotStarted() throws IOException {
        Path directory = Files.createDirectory(temp.resolve("data"));
        Files.createDirectories(directory.resolve("restoring/member/rocksdb"));
        StoreRefusal refusal = assertThrows(StoreRefusal.class,
                () -> DataDirectory.open(DiskFiles.INSTANCE, directory));
        assertTrue(refusal.getMessage().contains("holds a restore that was broken off"));
        assertEquals(List.of("lock", "restoring"), DiskFiles.INSTANCE.list(directory));
        assertThrows(SnapshotFailure.class,
                () -> restore(unpack("snapshots/v3.7.1-empty"), 0));
    }
}
