package kv.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import kv.store.file.StoreRefusal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every way of damaging etcd's logs that was tried on etcd: what only lost the end of an
/// unfinished write starts, anything else is refused and left as it was.
class DamagedLogTest {

    /// Damage that etcd, in one version at least, starts on, while we refuse; and why.
    private static final Set<String> REFUSED = Set.of(
            // etcd drops every later entry, although state records after them call them committed.
            "flip-bit-middle-length-word-high",
            "flip-bit-middle-padding-count",
            "zero-word-in-the-middle",
            "zero-middle-record",
            // Nothing that a write leaves behind when it is cut short.
            "garbage-directly-after-end",
            "garbage-one-word-after-end",
            // etcd begins a new, empty log.
            "only-segment-deleted",
            // etcd starts with less than its storage had applied, or never gets ready.
            "segments-last-deleted",
            "segments-last-zero-length",
            "segments-last-all-zeros");

    /// Damage to segments that hold nothing after the snapshot: they are not read.
    private static final Set<String> IRRELEVANT =
            Set.of("segments-middle-deleted", "segments-flip-bit-in-first");

    private static final Map<String, GoldenLog> UNPACKED = new HashMap<>();

    @TempDir
    static Path unpackedLogs;

    @TempDir
    Path temp;

    @TestFactory
    Stream<DynamicTest> answersDamageOfEtcd371() throws IOException {
        // A start of etcd adds an entry of its new term and its name.
        return variants("damaged-v3.7.1.json", 2);
    }

    @TestFactory
    Stream<DynamicTest> answersDamageOfEtcd34() throws IOException {
        // This version adds the cluster version too, when it had not been applied.
        return variants("damaged-v3.4.23.json", 3);
    }

    private Stream<DynamicTest> variants(String fileName, int entriesOfStart) throws IOException {
        List<JsonElement> variants = new ArrayList<>();
        GoldenLog.json(fileName).getAsJsonArray().forEach(variants::add);
        return variants.stream().map(JsonElement::getAsJsonObject).map(variant ->
                DynamicTest.dynamicTest(variant.get("variant").getAsString(),
                        () -> answers(variant, entriesOfStart)));
    }

    private void answers(JsonObject variant, int entriesOfStart) throws IOException {
        Path own = Files.createDirectory(temp.resolve(variant.get("variant").getAsString()));
        GoldenLog golden = unpacked(variant.get("base").getAsString())
                .copy(own, variant.getAsJsonArray("ops"));
        golden.damage(variant.getAsJsonArray("ops"));
        // Of the logs with one segment etcd's storage had applied little when it was killed.
        boolean severalSegments = golden.segments() > 1;
        WalPosition from = severalSegments ? golden.snapshot() : WalPosition.START;
        long applied = severalSegments ? golden.hardState().commit() : 4;

        String name = variant.get("variant").getAsString();
        if (IRRELEVANT.contains(name)) {
            startsAndKeeps(golden.directory(), from, applied, golden.lastIndex());
        } else if (variant.get("etcd").getAsString().equals("starts") && !REFUSED.contains(name)) {
            long last = variant.get("applied").getAsLong() - entriesOfStart;
            // etcd cuts off a record that lacks nothing but padding.
            long whole = name.endsWith("padding-missing-eof") ? 1 : 0;
            startsAndKeeps(golden.directory(), from, applied, last + whole);
        } else {
            refusesAndChangesNothing(golden.directory(), from, applied);
        }
        remove(own);
    }

    private static GoldenLog unpacked(String name) throws IOException {
        if (!UNPACKED.containsKey(name)) {
            UNPACKED.put(name, GoldenLog.unpack(name, unpackedLogs));
        }
        return UNPACKED.get(name);
    }

    private static void startsAndKeeps(
            WalDirectory directory, WalPosition from, long applied, long last) {
        OpenedWal opened = Wal.open(directory, from, applied);
        try (Wal wal = opened.wal()) {
            assertEquals(last, wal.lastIndex());
            wal.append(List.of(EncodedEntry.of(last + 1, 9, 0, new byte[700])), null);
            wal.sync();
        }
        OpenedWal again = Wal.open(directory, from, applied);
        again.wal().close();
        assertTrue(again.contents().torn().isEmpty());
        assertEquals(last + 1, again.contents().last().index());
    }

    private static void refusesAndChangesNothing(
            WalDirectory directory, WalPosition from, long applied) throws IOException {
        List<String> before = describe(directory.path());
        StoreRefusal refusal = assertThrows(StoreRefusal.class,
                () -> Wal.open(directory, from, applied).wal().close());
        assertNotNull(refusal.file());
        assertTrue(refusal.getMessage().contains("Next: "));
        assertEquals(before, describe(directory.path()));
    }

    private static List<String> describe(Path directory) throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(directory)) {
            for (Path file : listed.sorted().toList()) {
                files.add(file.getFileName() + " " + Files.size(file) + " "
                        + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
