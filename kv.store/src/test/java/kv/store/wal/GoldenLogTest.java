package kv.store.wal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import kv.store.file.DiskFiles;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logs of real etcd, read, and written again byte by byte.
class GoldenLogTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"v3.7.1-basic-clean", "v3.7.1-basic-kill9", "v3.7.1-bigtail-kill9",
        "v3.7.1-overwritten-clean", "v3.7.1-uncommitted-tail-kill9", "v3.7.1-full-clean",
        "v3.7.1-segments-clean", "v3.4.23-basic-kill9", "v3.4.23-bigtail-kill9",
        "v3.4.23-overwritten-clean"})
    void readsWhatEtcdWrote(String name) throws IOException {
        GoldenLog golden = GoldenLog.unpack(name, temp);

        OpenedWal opened = Wal.open(golden.directory(), WalPosition.START, 0);

        try (Wal wal = opened.wal()) {
            WalContents contents = opened.contents();
            assertEquals(golden.hardState(), contents.state());
            assertEquals(golden.listedEntries(), contents.entries().stream()
                    .map(entry -> entry.term() + "/" + entry.index()).toList());
            assertEquals(golden.snapshot(), contents.snapshots().getLast().position());
            assertTrue(contents.torn().isEmpty());
            assertEquals(contents.entries(), wal.read(1, Long.MAX_VALUE, Long.MAX_VALUE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3.7.1-full-clean", "v3.7.1-segments-clean",
        "v3.7.1-joined-by-snapshot-clean"})
    void readsFromTheNewestSnapshotOfEtcd(String name) throws IOException {
        GoldenLog golden = GoldenLog.unpack(name, temp);
        WalPosition from = golden.snapshot();

        OpenedWal opened = Wal.open(golden.directory(), from, golden.hardState().commit());

        try (Wal wal = opened.wal()) {
            assertEquals(golden.lastIndex() - from.index(), opened.contents().entries().size());
            assertEquals(from.index() + 1, opened.contents().entries().getFirst().index());
            assertEquals(golden.lastIndex(), wal.lastIndex());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3.7.1-basic-clean", "v3.7.1-basic-kill9", "v3.7.1-bigtail-kill9",
        "v3.7.1-overwritten-clean", "v3.7.1-uncommitted-tail-kill9", "v3.7.1-full-clean",
        "v3.7.1-joined-by-snapshot-clean", "v3.7.1-segments-clean"})
    void writesTheBytesThatEtcdWrote(String name) throws IOException {
        GoldenLog golden = GoldenLog.unpack(name, temp);
        Path ours = temp.resolve("ours");

        rewrite(golden, WalDirectory.of(DiskFiles.INSTANCE, ours));

        for (int i = 0; i < golden.segments(); i++) {
            byte[] expected = golden.bytes(i);
            byte[] written = Files.readAllBytes(ours.resolve(golden.segmentName(i)));
            assertArrayEquals(expected, Arrays.copyOf(written, expected.length));
            assertTrue(SegmentReader.isZero(
                    written, expected.length, written.length - expected.length));
        }
    }

    /// Gives a log of ours the records of etcd's, one after the other. What begins a segment the
    /// log writes itself.
    private static void rewrite(GoldenLog golden, WalDirectory directory) throws IOException {
        Wal wal = null;
        RunningChecksum checksum = new RunningChecksum(0);
        for (SegmentName segment : golden.directory().segments()) {
            try (StoreFile file = golden.directory().open(segment, OpenMode.READ)) {
                SegmentReader reader = new SegmentReader(file, 0, checksum);
                for (int record = 0; reader.next() == SegmentReader.Step.RECORD; record++) {
                    if (record == 1 && wal == null) {
                        wal = Wal.create(directory, reader.copyOfContent());
                    } else if (record > 2 || record == 2 && segment.sequence() == 0) {
                        write(wal, reader);
                    }
                }
            }
        }
        wal.sync();
        wal.close();
    }

    private static void write(Wal wal, SegmentReader reader) throws IOException {
        switch (reader.type()) {
            case Frame.ENTRY ->
                    wal.append(List.of(RecordContents.entry(reader.content())), null);
            case Frame.STATE -> {
                // Ours would not call an entry committed in the batch that brings it.
                WalState state = RecordContents.state(reader.content());
                if (state.commit() > wal.durableIndex()) {
                    wal.sync();
                }
                wal.append(List.of(), state);
            }
            case Frame.SNAPSHOT -> {
                WalSnapshot snapshot = RecordContents.snapshot(reader.content());
                if (snapshot.index() > 0) {
                    wal.saveSnapshot(snapshot);
                }
            }
            default -> throw new IllegalStateException("record of type " + reader.type());
        }
        if (reader.type() == Frame.STATE) {
            wal.sync();
        }
    }
}
