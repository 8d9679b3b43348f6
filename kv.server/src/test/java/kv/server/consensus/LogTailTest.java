package kv.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.HardState;
import kv.raft.model.InvariantError;
import kv.raft.model.LogStorage;
import kv.raft.model.SnapshotMeta;
import kv.server.command.CommandPayload;
import kv.store.wal.WalPosition;
import org.junit.jupiter.api.Test;

class LogTailTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static LogTail tail(long limitBytes, Entry... entries) {
        return new LogTail(new LogStorage.InitialState(HardState.EMPTY, ConfState.EMPTY),
                new SnapshotMeta(3, 1, ConfState.EMPTY), List.of(entries), limitBytes);
    }

    private static Entry entry(long index, long term) {
        return new Entry(term, index, EntryKind.NORMAL, CommandPayload.ofBytes(new byte[10]));
    }

    private static List<Long> indexes(LogStorage.Slice slice) {
        return assertInstanceOf(LogStorage.Loaded.class, slice).entries().stream()
                .map(Entry::index).toList();
    }

    @Test
    void knowsTheTermOfItsBaseAndOfEveryEntry() {
        LogTail log = tail(NO_LIMIT, entry(4, 1), entry(5, 2), entry(6, 2));

        assertEquals(List.of(-1L, 1L, 1L, 2L, 2L, -1L),
                LongStream.rangeClosed(2, 7).map(log::term).boxed().toList());
        assertEquals(4, log.firstIndex());
        assertEquals(6, log.lastIndex());
    }

    @Test
    void entriesFitTheLimitButForTheFirst() {
        LogTail log = tail(NO_LIMIT, entry(4, 1), entry(5, 1), entry(6, 1));
        long one = entry(4, 1).sizeBytes();

        assertEquals(List.of(4L, 5L), indexes(log.entries(4, 7, 2 * one)));
        assertEquals(List.of(5L), indexes(log.entries(5, 7, 1)));
    }

    @Test
    void anEntryReplacesEverythingFromItsIndexOn() {
        LogTail log = tail(NO_LIMIT, entry(4, 1), entry(5, 1), entry(6, 1));
        log.append(List.of(entry(5, 3)));

        assertEquals(5, log.lastIndex());
        assertEquals(3, log.term(5));
        assertEquals(LogStorage.UNKNOWN_TERM, log.term(6));
    }

    @Test
    void appliedEntriesLeaveBeyondTheLimitAndKeepTheirTerms() {
        LogTail log = tail(0, entry(4, 1), entry(5, 2), entry(6, 2));
        log.applied(5);

        assertInstanceOf(LogStorage.NotLoaded.class, log.entries(5, 7, NO_LIMIT));
        assertEquals(List.of(6L), indexes(log.entries(6, 7, NO_LIMIT)));
        assertEquals(2, log.term(5));
    }

    @Test
    void compactedEntriesAreGone() {
        LogTail log = tail(NO_LIMIT, entry(4, 1), entry(5, 2), entry(6, 2));
        log.compact(new SnapshotMeta(5, 2, ConfState.EMPTY));

        assertInstanceOf(LogStorage.Compacted.class, log.entries(5, 7, NO_LIMIT));
        assertEquals(6, log.firstIndex());
        assertEquals(2, log.term(5));
        assertEquals(LogStorage.UNKNOWN_TERM, log.term(4));
    }

    @Test
    void aGapIsABrokenInvariant() {
        LogTail log = tail(NO_LIMIT, entry(4, 1));

        assertThrows(InvariantError.class, () -> log.append(List.of(entry(6, 1))));
    }

    @Test
    void whatLeftTheHeapIsReadBackOnce() {
        LogTail log = tail(0, entry(4, 1), entry(5, 2), entry(6, 2));
        log.applied(6);

        log.entries(4, 7, NO_LIMIT);
        assertEquals(new LogTail.Wanted(4, 7, NO_LIMIT), log.takeWanted());
        log.entries(4, 7, NO_LIMIT);
        assertNull(log.takeWanted(), "it is being read");
        log.loaded(List.of(entry(4, 1), entry(5, 2)));
        assertEquals(List.of(4L, 5L), indexes(log.entries(4, 7, NO_LIMIT)));
        assertEquals(List.of(5L), indexes(log.entries(5, 7, 1)));
        assertInstanceOf(LogStorage.NotLoaded.class, log.entries(6, 7, NO_LIMIT));
    }

    @Test
    void whatTheSegmentsHoldNoMoreIsGone() {
        LogTail log = tail(0, entry(4, 1), entry(5, 2));
        log.applied(5);
        log.entries(4, 6, NO_LIMIT);
        log.takeWanted();

        log.loaded(List.of());
        assertInstanceOf(LogStorage.Compacted.class, log.entries(4, 6, NO_LIMIT));
        assertEquals(2, log.term(5));
    }

    @Test
    void reachesBackToTheFirstEntryOfTheSegments() {
        LogTail log = LogTail.reachingBack(tail(NO_LIMIT),
                List.of(new WalPosition(1, 1), new WalPosition(3, 2)), new WalPosition(5, 2),
                List.of(entry(6, 3)));

        assertEquals(1, log.firstIndex());
        assertEquals(List.of(0L, 1L, 1L, 2L, 2L, 2L, 3L),
                LongStream.rangeClosed(0, 6).map(log::term).boxed().toList());
        assertInstanceOf(LogStorage.NotLoaded.class, log.entries(2, 7, NO_LIMIT));
        assertEquals(List.of(6L), indexes(log.entries(6, 7, NO_LIMIT)));
    }

    @Test
    void theFirstEntryOfACutLogIsItsBase() {
        LogTail log = LogTail.reachingBack(tail(NO_LIMIT), List.of(new WalPosition(4, 2)),
                new WalPosition(5, 2), List.of(entry(6, 3)));

        assertEquals(5, log.firstIndex());
        assertEquals(2, log.term(4));
        assertEquals(LogStorage.UNKNOWN_TERM, log.term(3));
    }
}
