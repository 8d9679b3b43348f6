package kv.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import kv.store.file.DiskFiles;
import kv.store.file.StoreRefusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalTest {

    private static final ByteString METADATA = ByteString.copyFromUtf8("ids");
    private static final int SEGMENT_BYTES = 16 << 10;

    @TempDir
    Path temp;

    private WalDirectory directory;

    @BeforeEach
    void choose() {
        directory = new WalDirectory(DiskFiles.INSTANCE, temp.resolve("wal"), SEGMENT_BYTES);
    }

    private static EncodedEntry entry(long index, long term, int sizeBytes) {
        byte[] content = ("entry " + term + "/" + index + " ").repeat(sizeBytes / 8 + 1)
                .substring(0, sizeBytes).getBytes(StandardCharsets.US_ASCII);
        return EncodedEntry.of(index, term, 0, content);
    }

    private static List<EncodedEntry> entries(long from, long to, int sizeBytes) {
        return LongStream.range(from, to).mapToObj(i -> entry(i, 1, sizeBytes)).toList();
    }

    private WalContents reopened() {
        OpenedWal opened = Wal.open(directory, WalPosition.START, 0);
        opened.wal().close();
        return opened.contents();
    }

    private List<String> files() throws IOException {
        return DiskFiles.INSTANCE.list(directory.path());
    }

    @Test
    void beginsEmptyWithItsMetadata() {
        assertFalse(directory.holdsLog());
        Wal.create(directory, METADATA).close();

        assertTrue(directory.holdsLog());
        WalContents contents = reopened();
        assertEquals(METADATA, contents.metadata());
        assertEquals(WalState.NONE, contents.state());
        assertEquals(List.of(WalSnapshot.NONE), contents.snapshots());
        assertEquals(WalPosition.START, contents.last());
        assertTrue(contents.entries().isEmpty());
    }

    @Test
    void beginsWithFoundingEntriesThatAreCommitted() {
        WalState state = new WalState(1, 0, 3);
        try (Wal wal = Wal.create(directory, METADATA, entries(1, 4, 90), state)) {
            assertEquals(3, wal.durableIndex());
            wal.append(List.of(entry(4, 2, 5)), null);
            wal.sync();
        }
        assertEquals(state, reopened().state());
        assertEquals(4, reopened().entries().size());
    }

    @Test
    void refusesToOpenWhatIsNotThere() {
        StoreRefusal refusal = assertThrows(StoreRefusal.class, this::reopened);
        assertTrue(refusal.getMessage().contains("holds no log"));
    }

    @Test
    void findsWhatWasSynced() {
        List<EncodedEntry> entries = List.of(EncodedEntry.empty(1, 1),
                EncodedEntry.of(2, 1, 1, new byte[] {7}), entry(3, 1, 5000));
        try (Wal wal = Wal.create(directory, METADATA)) {
            wal.append(entries, new WalState(1, -1, 0));
            wal.sync();
            assertEquals(3, wal.durableIndex());
        }

        WalContents contents = reopened();
        assertEquals(entries, contents.entries());
        assertEquals(new WalState(1, -1, 0), contents.state());
        assertEquals(new WalPosition(3, 1), contents.last());
    }

    @Test
    void forgetsWhatWasOnlyAppended() {
        try (Wal wal = Wal.create(directory, METADATA)) {
            wal.append(entries(1, 4, 100), null);
            assertEquals(3, wal.lastIndex());
            assertEquals(0, wal.durableIndex());
        }
        assertTrue(reopened().entries().isEmpty());
    }

    @Test
    void replacesEntriesFromAnIndexOn() {
        try (Wal wal = Wal.create(directory, METADATA)) {
            wal.append(entries(1, 6, 100), null);
            wal.sync();
            wal.append(List.of(entry(3, 2, 10)), null);
            wal.sync();
            assertEquals(3, wal.lastIndex());
            assertEquals(List.of(entry(2, 1, 100), entry(3, 2, 10)), wal.read(2, 10, 1 << 20));
        }
        assertEquals(List.of(entry(1, 1, 100), entry(2, 1, 100), entry(3, 2, 10)),
                reopened().entries());
    }

    @Test
    void refusesGapsAndReplacingWhatIsCommitted() {
        try (Wal wal = Wal.create(directory, METADATA)) {
            wal.append(entries(1, 6, 100), null);
            wal.sync();
            wal.append(List.of(), new WalState(1, 1, 3));
            List<EncodedEntry> gap = List.of(entry(7, 1, 1));
            List<EncodedEntry> committed = List.of(entry(3, 2, 1));
            assertThrows(IllegalArgumentException.class, () -> wal.append(gap, null));
            assertThrows(IllegalArgumentException.class, () -> wal.append(committed, null));
        }
    }

    @Test
    void callsNothingCommittedThatWasNotDurableBeforeTheBatch() {
        try (Wal wal = Wal.create(directory, METADATA)) {
            wal.append(entries(1, 4, 10), null);
            wal.sync();
            wal.append(entries(4, 7, 10), new WalState(1, 2, 6));
            wal.sync();
        }
        assertEquals(new WalState(1, 2, 3), reopened().state());

        try (Wal wal = Wal.open(directory, WalPosition.START, 0).wal()) {
            wal.append(entries(7, 8, 10), new WalState(1, 2, 6));
            wal.sync();
            wal.append(entries(8, 9, 10), new WalState(1, 2, 8));
            wal.sync();
            wal.append(entries(9, 10, 10), null);
            wal.sync();
        }
        assertEquals(new WalState(1, 2, 8), reopened().state());
    }

    @Nested
    class WithSeveralSegments {

        private final List<EncodedEntry> written = new ArrayList<>();

        private Wal fill(int segments) throws IOException {
            Wal wal = Wal.create(directory, METADATA);
            while (files().size() < segments) {
                List<EncodedEntry> batch =
                        entries(wal.lastIndex() + 1, wal.lastIndex() + 8, 1000);
                wal.append(batch, new WalState(1, 1, wal.durableIndex()));
                wal.sync();
                written.addAll(batch);
            }
            return wal;
        }

        @Test
        void goesOnInAnotherFileAtTheirSize() throws IOException {
            fill(3).close();

            assertEquals("0000000000000000-0000000000000000.wal", files().getFirst());
            assertTrue(files().get(1).startsWith("0000000000000001-"));
            assertEquals(3, files().size());
            assertEquals(SEGMENT_BYTES, Files.size(directory.path().resolve(files().getLast())));
            assertEquals(written, reopened().entries());
        }

        @Test
        void goesOnAfterReopening() throws IOException {
            fill(2).close();
            try (Wal wal = Wal.open(directory, WalPosition.START, 0).wal()) {
                for (int i = 0; i < 40; i++) {
                    EncodedEntry next = entry(wal.lastIndex() + 1, 1, 1000);
                    wal.append(List.of(next), null);
                    wal.sync();
                    written.add(next);
                }
                assertEquals(written, wal.read(1, Long.MAX_VALUE, Long.MAX_VALUE));
            }
            assertEquals(written, reopened().entries());
        }

        @Test
        void readsOldEntriesWithinALimit() throws IOException {
            try (Wal wal = fill(4)) {
                assertEquals(written.subList(9, 12), wal.read(10, 13, 1 << 20));
                assertEquals(written.subList(9, 11), wal.read(10, 13, 2000));
                assertEquals(written.subList(9, 10), wal.read(10, 13, 1));
                assertEquals(written, wal.read(1, Long.MAX_VALUE, Long.MAX_VALUE));
                assertTrue(wal.read(wal.lastIndex() + 1, Long.MAX_VALUE, 1).isEmpty());
            }
        }

        @Test
        void readsWhatIsNotYetWritten() throws IOException {
            try (Wal wal = fill(2)) {
                EncodedEntry next = entry(wal.lastIndex() + 1, 1, 10);
                wal.append(List.of(next), null);
                assertEquals(List.of(next), wal.read(next.index(), next.index() + 1, 1));
            }
        }

        @Test
        void findsASnapshotAsLongAsItsSegmentIsThere() throws IOException {
            try (Wal wal = fill(4)) {
                WalSnapshot early = new WalSnapshot(1, 1, ByteString.copyFromUtf8("conf"));
                WalSnapshot late = new WalSnapshot(
                        wal.lastIndex(), 1, ByteString.copyFromUtf8("conf"));
                wal.saveSnapshot(early);
                wal.saveSnapshot(late);
                assertEquals(Optional.of(early), Wal.findSnapshot(directory, early.position()));

                wal.releaseBelow(late.index());
                assertEquals(Optional.empty(), Wal.findSnapshot(directory, early.position()));
                assertEquals(Optional.of(late), Wal.findSnapshot(directory, late.position()));
            }
        }

        @Test
        void releasesSegmentsThatItDidNotReadBeforeLaterOnes() throws IOException {
            WalSnapshot snapshot;
            try (Wal wal = fill(4)) {
                snapshot = new WalSnapshot(wal.lastIndex(), 1, ByteString.copyFromUtf8("conf"));
                wal.saveSnapshot(snapshot);
            }
            WalPosition applied = new WalPosition(snapshot.index() - 1, 1);
            try (Wal wal = Wal.open(directory, applied, applied.index()).wal()) {
                assertTrue(files().size() > 2);
                wal.releaseBelow(snapshot.index());
            }

            assertTrue(files().size() <= 2, () -> "kept " + directory.segments());
            assertEquals(Optional.of(snapshot),
                    Wal.findSnapshot(directory, snapshot.position()));
        }

        @Test
        void deletesSegmentsBelowASnapshotAtOnce() throws IOException {
            WalSnapshot snapshot;
            try (Wal wal = fill(4)) {
                snapshot = new WalSnapshot(wal.lastIndex() - 3, 1, ByteString.copyFromUtf8("conf"));
                wal.saveSnapshot(snapshot);
                wal.releaseBelow(snapshot.index());
                assertTrue(files().size() <= 2);
                assertTrue(wal.read(1, 2, 1).isEmpty());
                assertEquals(3, wal.read(snapshot.index() + 1, Long.MAX_VALUE, 1 << 20).size());
            }

            assertThrows(StoreRefusal.class, WalTest.this::reopened);
            OpenedWal opened =
                    Wal.open(directory, snapshot.position(), snapshot.index());
            opened.wal().close();
            assertEquals(written.subList(written.size() - 3, written.size()),
                    opened.contents().entries());
            assertEquals(snapshot, opened.contents().snapshots().getLast());
        }

        @Test
        void keepsRecordsLargerThanASegment() throws IOException {
            try (Wal wal = fill(2)) {
                EncodedEntry large = entry(wal.lastIndex() + 1, 1, 3 << 20);
                wal.append(List.of(large), null);
                wal.append(List.of(entry(large.index() + 1, 1, 10)), null);
                wal.sync();
                written.add(large);
                written.add(entry(large.index() + 1, 1, 10));
            }
            assertEquals(written, reopened().entries());
        }
    }

    @Nested
    class BesideAStorageEngine {

        @BeforeEach
        void write() {
            try (Wal wal = Wal.create(directory, METADATA)) {
                wal.append(entries(1, 11, 10), null);
                wal.sync();
            }
        }

        private StoreRefusal refusal(long index, long term) {
            return assertThrows(StoreRefusal.class,
                    () -> Wal.open(directory, new WalPosition(index, term), index));
        }

        @Test
        void givesOnlyWhatTheEngineHasNotApplied() {
            OpenedWal opened = Wal.open(directory, new WalPosition(8, 1), 8);
            opened.wal().close();
            assertEquals(entries(9, 11, 10), opened.contents().entries());
        }

        @Test
        void refusesAnEngineThatIsAhead() {
            assertTrue(refusal(11, 1).getMessage().contains("entry 11 was committed"));
        }

        @Test
        void refusesAnEngineOfAnotherHistory() {
            assertTrue(refusal(8, 2).getMessage().contains("has applied one of term 2"));
        }

        @Test
        void goesOnAfterASnapshotFromElsewhere() {
            WalSnapshot received = new WalSnapshot(50, 3, ByteString.EMPTY);
            try (Wal wal = Wal.open(directory, WalPosition.START, 0).wal()) {
                wal.saveSnapshot(received);
                wal.append(List.of(entry(51, 3, 10)), new WalState(3, 0, 50));
                wal.sync();
                assertTrue(wal.read(10, 11, 1).isEmpty());
            }
            assertTrue(assertThrows(StoreRefusal.class, WalTest.this::reopened)
                    .getMessage().contains("goes on after a snapshot"));

            OpenedWal opened = Wal.open(directory, received.position(), 50);
            opened.wal().close();
            assertEquals(List.of(entry(51, 3, 10)), opened.contents().entries());
        }
    }

    @Test
    void refusesALogThatIsOpenAlready() {
        try (Wal wal = Wal.create(directory, METADATA)) {
            assertTrue(assertThrows(StoreRefusal.class, this::reopened)
                    .getMessage().contains("is used by another process"));
            wal.append(entries(1, 2, 1), null);
            wal.sync();
        }
        assertEquals(1, reopened().last().index());
    }

    @Test
    void makesANewLogInPlaceOfAnUnfinishedOne() throws IOException {
        Path unfinished = Files.createDirectories(temp.resolve("wal.tmp"));
        Files.writeString(unfinished.resolve("0000000000000000-0000000000000000.wal"), "half");
        Wal.create(directory, METADATA).close();
        assertEquals(METADATA, reopened().metadata());
        assertFalse(Files.exists(unfinished));
    }
}
