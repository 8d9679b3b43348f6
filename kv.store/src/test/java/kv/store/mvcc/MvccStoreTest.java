package kv.store.mvcc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.spi.storage.Table;
import kv.store.range.BrokenInvariant;
import kv.store.range.RangeResult;
import kv.store.rows.PendingRuns.SealLimits;
import kv.store.schema.ConfStateRow;
import kv.store.schema.MetaRows;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MvccStoreTest {

    private static final RangeRequest ALL = RangeRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8("\0")).setRangeEnd(ByteString.copyFromUtf8("\0"))
            .build();

    private final LiveStore live = new LiveStore(new MvccOptions(2, 1 << 16, 4_000,
            new SealLimits(TimeUnit.MILLISECONDS.toNanos(100), 1_000, 1 << 20), 5, 1 << 16));

    private void put(String key, String value) {
        PutRequest request = PutRequest.newBuilder().setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value)).build();
        live.apply(txn -> txn.put(request));
    }

    private void delete(String key) {
        live.apply(txn -> txn.deleteRange(DeleteRangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key)).build()));
    }

    private int rows(long upToMain) {
        live.settle();
        try (StateSnapshot snapshot = live.snapshot()) {
            int[] rows = new int[1];
            snapshot.rows().scan(Table.KEY, new byte[0],
                    kv.store.schema.RevisionKey.of(upToMain + 1, 0), (key, value) -> {
                        rows[0]++;
                        return true;
                    });
            return rows[0];
        }
    }

    @Test
    void beginsAtRevisionOne() {
        assertEquals(1, live.view().revision());
        assertEquals(-1, live.view().compactRevision());
        assertEquals(0, live.view().appliedIndex());
    }

    @Test
    void aViewShowsItsOwnRevisionForEver() {
        put("a", "1");
        ReadView before = live.view();
        put("a", "2");
        put("b", "1");
        delete("a");
        assertEquals(1, before.range(ALL).count());
        assertEquals("1", before.range(ALL).toBuilder().getKvs(0).getValue().toStringUtf8());
        assertEquals(1, live.view().keyCount());
    }

    @Test
    void aRefusedEntryIsAppliedAndChangesNothing() {
        PutRequest leased = PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("a"))
                .setLease(9).build();
        KvException refusal = assertThrows(KvException.class,
                () -> live.apply(txn -> txn.put(leased)));
        assertEquals(Optional.of(ErrorCode.LEASE_NOT_FOUND), refusal.code());
        assertEquals(1, live.view().appliedIndex());
        assertEquals(1, live.view().revision());
    }

    /// etcd stops on this one: its check looks at the state before the transaction.
    @Test
    void refusesToKeepTheValueOfAKeyThatTheTransactionDeletes() {
        put("a", "1");
        TxnRequest.Builder request = TxnRequest.newBuilder();
        request.addSuccessBuilder().getRequestDeleteRangeBuilder()
                .setKey(ByteString.copyFromUtf8("a")).setRangeEnd(ByteString.copyFromUtf8("\0"));
        request.addSuccessBuilder().getRequestPutBuilder()
                .setKey(ByteString.copyFromUtf8("a")).setIgnoreValue(true);
        KvException refusal = assertThrows(KvException.class,
                () -> live.apply(txn -> txn.txn(request.build())));
        assertEquals(Optional.of(ErrorCode.KEY_NOT_FOUND), refusal.code());
        assertEquals(1, live.view().range(ALL).count());
    }

    @Nested
    class Engine {

        @Test
        void takesARunWhenItIsDue() {
            put("a", "1");
            assertFalse(live.store().sealIfDue(1));
            assertFalse(live.store().sealIfDue(TimeUnit.MILLISECONDS.toNanos(99)));
            assertTrue(live.store().sealIfDue(TimeUnit.MILLISECONDS.toNanos(102)));
            assertFalse(live.store().sealIfDue(TimeUnit.MILLISECONDS.toNanos(300)));
        }

        @Test
        void stopsApplyWhenTwoRunsWait() {
            put("a", "1");
            live.store().seal();
            assertFalse(live.store().backlogged());
            put("a", "2");
            live.store().seal();
            assertTrue(live.store().backlogged());
            live.engineTurn();
            assertFalse(live.store().backlogged());
        }

        @Test
        void neverGetsAheadOfTheLog() {
            put("a", "1");
            live.store().seal();
            assertThrows(BrokenInvariant.class, () -> live.store().committer().doWork(() -> 0));
        }

        @Test
        void holdsMarksAndSmallTablesInTheSameCommit() {
            live.apply(txn -> {
                txn.putRow(Table.CLUSTER, new byte[] {1}, new byte[] {2});
                txn.confState(new ConfStateRow(
                        List.of(7L), List.of(), List.of(), List.of(), false));
                return null;
            });
            live.settle();
            try (StateSnapshot snapshot = live.snapshot()) {
                assertEquals(2, snapshot.rows().get(Table.CLUSTER, new byte[] {1})[0]);
                assertEquals(1, MetaRows.number(snapshot.rows().get(Table.META,
                        MetaRows.key(MetaRows.CONSISTENT_INDEX)), 0));
            }
            live.crash();
            assertEquals(List.of(7L), live.store().confState().orElseThrow().voters());
            assertEquals(1, live.store().appliedIndex());
        }

        @Test
        void showsASnapshotExactlyItsView() {
            put("a", "1");
            live.store().orderSnapshot(snapshot -> {
                assertEquals(2, snapshot.view().revision());
                assertEquals(1, snapshot.rows().point().consistentIndex());
                snapshot.close();
            });
            put("a", "2");
            live.store().seal();
            while (live.engineTurn() > 0) {
                assertFalse(live.store().backlogged());
            }
        }
    }

    @Nested
    class Compaction {

        Compaction() {
            for (int i = 0; i < 20; i++) {
                put("a", "" + i);
                put("b" + i, "" + i);
            }
        }

        @Test
        void leavesTheNewestOfEachKey() {
            live.apply(txn -> txn.compact(41));
            assertEquals(21, rows(41));
            assertTrue(live.store().compactions().isDone());
        }

        @Test
        void isLogicalAtOnce() {
            live.apply(txn -> txn.compact(41));
            RangeRequest old = ALL.toBuilder().setRevision(40).build();
            assertThrows(KvException.class, () -> live.view().range(old));
            assertFalse(live.store().compactions().isDone());
        }

        @Test
        void waitsForReadersBelowIt() {
            StateSnapshot reader = live.snapshot();
            live.apply(txn -> txn.compact(41));
            live.settle();
            assertFalse(live.store().compactions().isDone());
            reader.close();
            live.settle();
            assertTrue(live.store().compactions().isDone());
        }

        @Test
        void goesOnAfterACrashInTheMiddle() {
            live.apply(txn -> txn.compact(41));
            live.store().seal();
            while (live.store().compactSlice()) {
                live.engineTurn();
                if (live.engineTurn() > 0) {
                    break;
                }
            }
            live.engineTurn();
            live.crash();
            assertFalse(live.store().compactions().isDone());
            assertEquals(41, live.view().compactRevision());
            assertEquals(21, rows(41));
            assertTrue(live.store().compactions().isDone());
        }

        @Test
        void keepsTheRevisionWhenNothingIsLeft() {
            live.apply(txn -> txn.deleteRange(DeleteRangeRequest.newBuilder()
                    .setKey(ALL.getKey()).setRangeEnd(ALL.getRangeEnd()).build()));
            put("z", "1");
            delete("z");
            live.apply(txn -> txn.compact(44));
            live.settle();
            live.crash();
            assertEquals(44, live.view().revision());
        }

        @Test
        void letsAnOvertakenViewGoOnWithTheNewest() {
            ReadView stale = live.view();
            put("a", "new");
            live.apply(txn -> txn.compact(42));
            live.settle();
            RangeResult result = stale.range(ALL);
            assertEquals("new", result.toBuilder().getKvs(0).getValue().toStringUtf8());
            assertTrue(stale.rangeInline(ALL).isEmpty());
            assertThrows(KvException.class,
                    () -> stale.range(ALL.toBuilder().setRevision(30).build()));
        }
    }

    @Nested
    class Leases {

        private final PutRequest leased = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("a")).setLease(7).build();

        Leases() {
            live.apply(txn -> txn.leaseGrant(7, 60));
            live.apply(txn -> txn.put(leased));
        }

        @Test
        void keepTheirKeysAcrossARestart() {
            live.settle();
            live.crash();
            assertEquals(1, live.store().lessor().require(7).keyCount());
            assertEquals(60, live.store().lessor().require(7).grantedTtlSeconds());
        }

        @Test
        void takeTheirKeysAlongInOneRevision() {
            live.apply(txn -> txn.put(leased.toBuilder()
                    .setKey(ByteString.copyFromUtf8("b")).build()));
            live.apply(txn -> txn.leaseRevoke(7));
            assertEquals(4, live.view().revision());
            assertEquals(0, live.view().keyCount());
        }

        @Test
        void doNotTouchKeysThatMovedAway() {
            put("a", "without");
            live.apply(txn -> txn.leaseRevoke(7));
            assertEquals(3, live.view().revision());
            assertEquals(1, live.view().keyCount());
        }
    }
}
