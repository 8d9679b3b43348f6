package kv.store.bolt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.Table;
import kv.plugin.storage.heap.HeapProvider;
import kv.store.file.DiskFiles;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BoltFileTest {

    @TempDir
    Path temp;

    @TestFactory
    Stream<DynamicTest> tellsTheStatusOfASnapshotAsEtcdutlDoes() throws IOException {
        return GoldenDatabases.snapshots().stream().map(name -> DynamicTest.dynamicTest(name,
                () -> {
                    JsonObject listing = GoldenDatabases.json(name).getAsJsonObject();
                    Path file = GoldenDatabases.unpack(name, temp);
                    assertEquals(expected(listing.getAsJsonObject("status_etcdutl_3.7.1")),
                            status(file));
                    assertEquals(Optional.empty(),
                            SnapshotTrailer.problem(DiskFiles.INSTANCE, file));
                }));
    }

    private static SnapshotStatus expected(JsonObject status) {
        JsonElement version = status.get("version");
        return new SnapshotStatus((int) status.get("hash").getAsLong(),
                status.get("revision").getAsLong(), status.get("totalKey").getAsLong(),
                status.get("totalSize").getAsLong(),
                version == null ? "" : version.getAsString());
    }

    private static SnapshotStatus status(Path file) throws IOException {
        try (BoltFile opened = BoltFile.open(DiskFiles.INSTANCE, file)) {
            return SnapshotStatus.of(opened);
        }
    }

    @Test
    void readsEveryBucketOfADatabaseInUse() throws IOException {
        for (String name : List.of("v3.7.1-full-clean", "v3.4.23-full-clean")) {
            JsonObject buckets = GoldenDatabases.json("databases/" + name).getAsJsonObject()
                    .getAsJsonObject("buckets");
            Path file = GoldenDatabases.unpack("databases/" + name, temp);
            try (BoltFile opened = BoltFile.open(DiskFiles.INSTANCE, file)) {
                opened.check();
                assertEquals(List.copyOf(buckets.keySet()), text(opened.root().names()));
                for (String bucket : buckets.keySet()) {
                    assertEquals(listed(buckets.getAsJsonObject(bucket)),
                            rows(opened.root(), bucket), bucket);
                }
            }
        }
    }

    private static List<String> listed(JsonObject bucket) {
        List<String> rows = new ArrayList<>();
        for (JsonElement each : bucket.getAsJsonArray("entries")) {
            JsonObject row = each.getAsJsonObject();
            rows.add(hex(row, "key") + "=" + hex(row, "value"));
        }
        return rows;
    }

    private static String hex(JsonObject row, String part) {
        JsonElement hex = row.get(part + "_hex");
        if (hex != null && hex.isJsonObject()) {
            return hex.getAsJsonObject().get("$sha256").getAsString();
        }
        return hex != null ? hex.getAsString() : HexFormat.of().formatHex(
                row.get(part).getAsString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> rows(BoltBucket root, String bucket) {
        List<String> rows = new ArrayList<>();
        root.bucket(bucket.getBytes(StandardCharsets.UTF_8)).orElseThrow()
                .forEach((key, value) -> rows.add(
                        HexFormat.of().formatHex(key) + "=" + shown(value)));
        return rows;
    }

    /// As the listings have it: long values by their SHA-256.
    private static String shown(byte[] value) {
        return HexFormat.of().formatHex(
                value.length <= 2048 ? value : SnapshotTrailer.digest().digest(value));
    }

    private static List<String> text(List<byte[]> names) {
        return names.stream().map(name -> new String(name, StandardCharsets.UTF_8)).toList();
    }

    /// Pages of 16 KiB, a list of free pages, a row of 100,000 bytes, buckets in buckets.
    @Test
    void readsWhatEtcdItselfDoesNotWrite() throws IOException {
        Path file = GoldenDatabases.unpack("databases/bbolt-nested", temp);
        try (BoltFile opened = BoltFile.open(DiskFiles.INSTANCE, file)) {
            opened.check();
            BoltBucket root = opened.root();
            assertEquals(List.of("empty", "outer", "rows"), text(root.names()));
            assertEquals(List.of(), rows(root, "empty"));
            List<String> rows = rows(root, "rows");
            assertEquals(1001, rows.size());
            assertEquals("6c61726765=" + shown(new byte[100_000]), rows.getLast());
            BoltBucket outer = root.bucket("outer".getBytes(StandardCharsets.UTF_8)).orElseThrow();
            assertEquals(List.of("inner", "large inner"), text(outer.names()));
            assertEquals(List.of("61=62"), rows(outer, "inner"));
            assertEquals(300, rows(outer, "large inner").size());
        }
    }

    @Test
    void loadsAnEngineWithWhatTheFileHolds() throws IOException {
        Path file = GoldenDatabases.unpack("snapshots/v3.7.1-tombstones", temp);
        var engine = new HeapProvider().open(temp, null);
        byte[] key = {1};
        byte[] value = {2};
        try (BoltFile opened = BoltFile.open(DiskFiles.INSTANCE, file)) {
            EngineLoader.load(opened, engine, new EngineLoader.Contents(
                    Set.of(Table.MEMBERS),
                    List.of(new EngineLoader.Row(Table.ALARM, key, value)), 77), bytes -> { });
            List<String> loaded = new ArrayList<>();
            engine.scan(Table.KEY, new byte[0], null, (k, v) -> loaded.add(
                    HexFormat.of().formatHex(k) + "=" + shown(v)));
            assertEquals(rows(opened.root(), "key"), loaded);
            engine.scan(Table.MEMBERS, new byte[0], null,
                    (k, v) -> Assertions.fail("a row that was to stay behind"));
            assertArrayEquals(value, engine.get(Table.ALARM, key));
            assertEquals(new CommitPoint(1, 77), engine.lastCommit());
        }
    }

    @Test
    void comparesTheTrailer() throws IOException {
        Path file = GoldenDatabases.unpack("snapshots/v3.7.1-empty", temp);
        byte[] bytes = Files.readAllBytes(file);
        bytes[5000] ^= 1;
        Files.write(file, bytes);
        String problem = SnapshotTrailer.problem(DiskFiles.INSTANCE, file).orElseThrow();
        assertTrue(problem.matches("expected sha256 \\[128 117( [0-9]+){30}],"
                + " got \\[[0-9]+( [0-9]+){31}]"), problem);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - SnapshotTrailer.SIZE));
        assertEquals("snapshot missing hash but --skip-hash-check=false",
                SnapshotTrailer.problem(DiskFiles.INSTANCE, file).orElseThrow());
    }

    @Test
    void aMissingFileIsTheCallersMatter() {
        Assertions.assertThrows(NoSuchFileException.class,
                () -> BoltFile.open(DiskFiles.INSTANCE, temp.resolve("none.db")));
    }
}
