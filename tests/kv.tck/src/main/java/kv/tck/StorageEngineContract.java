package kv.tck;

import static kv.tck.RecordedBatch.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The law of [StorageEngine], claim by claim, with the crashes of [StorageCrashContract].
public abstract class StorageEngineContract extends StorageDamageContract {

    private static final long DEADLINE_S = 60;

    @TempDir
    private Path directory;
    private StorageEngine engine;

    /// For subclasses, which name a provider.
    protected StorageEngineContract() {
    }

    @BeforeEach
    void open() {
        engine = provider().open(directory, StorageOptions.small());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void hasANameThatFitsAFlagAndADirectory() {
        assertTrue(provider().name().matches("[a-z0-9]+"), provider().name());
    }

    @Test
    void beginsEmpty() {
        assertEquals(CommitPoint.NONE, engine.lastCommit());
        new ExpectedTables().assertShownBy(engine);
    }

    @Test
    void showsACommitWhenItReturns() {
        RecordedBatch batch = next().put(Table.META, "k", "v");
        engine.commit(batch);
        assertEquals(batch.point(), engine.lastCommit());
        assertArrayEquals(bytes("v"), engine.get(Table.META, bytes("k")));
        assertNull(engine.get(Table.KEY, bytes("k")));
        assertNull(engine.get(Table.META, bytes("kk")));
    }

    @Test
    void ordersKeysByUnsignedBytes() {
        String[] keys = {"00", "0000", "00ff", "7f", "80", "8000", "ff", "ffff"};
        RecordedBatch batch = next();
        for (String key : keys) {
            batch.put(Table.META, HexFormat.of().parseHex(key), new byte[0]);
        }
        engine.commit(batch);
        assertEquals(List.of(keys), keysFrom(engine, "", null));
    }

    @Test
    void scansFromTheLowerBoundUpToTheUpper() {
        engine.commit(next()
                .put(Table.META, new byte[] {1}, new byte[0])
                .put(Table.META, new byte[] {3}, new byte[0])
                .put(Table.META, new byte[] {5}, new byte[0]));
        assertEquals(List.of("03"), keysFrom(engine, "03", "05"));
        assertEquals(List.of("03", "05"), keysFrom(engine, "02", "06"));
        assertEquals(List.of("05"), keysFrom(engine, "04", null));
        assertEquals(List.of(), keysFrom(engine, "05", "05"));
        assertEquals(List.of(), keysFrom(engine, "05", "01"));
    }

    @Test
    void tellsTheLengthsOfValues() {
        engine.commit(next()
                .put(Table.META, new byte[] {1}, new byte[100_000])
                .put(Table.META, new byte[] {2}, new byte[0])
                .put(Table.META, new byte[] {3}, new byte[7])
                .put(Table.META, new byte[] {4}, new byte[8]));
        try (StorageSnapshot snapshot = engine.snapshot()) {
            for (StorageReads reads : List.of(engine, snapshot)) {
                List<String> seen = new ArrayList<>();
                reads.scanSizes(Table.META, new byte[] {1}, (key, size) -> {
                    seen.add(key[0] + ": " + size);
                    return key[0] < 3;
                });
                assertEquals(List.of("1: 100000", "2: 0", "3: 7"), seen);
            }
        }
    }

    @Test
    void stopsAScanWhenTheVisitorHasEnough() {
        engine.commit(next().put(Table.META, "a", "1").put(Table.META, "b", "2"));
        List<byte[]> seen = new ArrayList<>();
        engine.scan(Table.META, new byte[0], null, (key, value) -> {
            seen.add(key);
            return false;
        });
        assertEquals(1, seen.size());
    }

    @Test
    void appliesTheChangesOfABatchInOrder() {
        engine.commit(next()
                .put(Table.META, "a", "1").put(Table.META, "a", "2")
                .put(Table.META, "b", "1").delete(Table.META, bytes("b"))
                .put(Table.META, "c", "1")
                .deleteRange(Table.META, bytes("c"), bytes("d"))
                .put(Table.META, "cc", "1")
                .delete(Table.META, bytes("never there")));
        assertArrayEquals(bytes("2"), engine.get(Table.META, bytes("a")));
        assertEquals(List.of("61", "6363"), keysFrom(engine, "", null));
    }

    @Test
    void deletesARangeWithoutItsUpperBound() {
        engine.commit(next()
                .put(Table.LEASE, "a", "1").put(Table.LEASE, "b", "1").put(Table.LEASE, "c", "1")
                .put(Table.META, "b", "1"));
        engine.commit(next().deleteRange(Table.LEASE, bytes("a"), bytes("c")));
        assertNull(engine.get(Table.LEASE, bytes("a")));
        assertNull(engine.get(Table.LEASE, bytes("b")));
        assertNotNull(engine.get(Table.LEASE, bytes("c")));
        assertNotNull(engine.get(Table.META, bytes("b")), "another table's row");
    }

    @Test
    void acceptsABatchWithoutChanges() {
        RecordedBatch batch = next();
        engine.commit(batch);
        assertEquals(batch.point(), engine.lastCommit());
    }

    @Test
    void refusesABatchOutOfOrder() {
        RecordedBatch batch = next().put(Table.META, "a", "1");
        engine.commit(batch);
        assertThrows(IllegalArgumentException.class, () -> engine.commit(batch));
    }

    @Test
    void keepsEmptyAndLargeValuesAndLongKeys() {
        byte[] large = new byte[10 << 20];
        new Random(1).nextBytes(large);
        byte[] longest = new byte[511];
        longest[510] = 1;
        engine.commit(next()
                .put(Table.KEY, bytes("e"), new byte[0])
                .put(Table.KEY, bytes("l"), large)
                .put(Table.MEMBERS, longest, bytes("v")));
        assertArrayEquals(new byte[0], engine.get(Table.KEY, bytes("e")));
        assertArrayEquals(large, engine.get(Table.KEY, bytes("l")));
        assertArrayEquals(bytes("v"), engine.get(Table.MEMBERS, longest));
    }

    @Test
    void handsOutCopies() {
        engine.commit(next().put(Table.META, "k", "v"));
        engine.get(Table.META, bytes("k"))[0] = 'x';
        engine.scan(Table.META, new byte[0], null, (key, value) -> {
            value[0] = 'x';
            key[0] = 'x';
            return true;
        });
        assertArrayEquals(bytes("v"), engine.get(Table.META, bytes("k")));
    }

    @Test
    void answersFromTheCacheTheSameOrNothing() {
        engine.commit(next().put(Table.META, "k", "v"));
        byte[] cached = engine.getIfCached(Table.META, bytes("k"));
        assertTrue(cached == null || new String(cached, StandardCharsets.UTF_8).equals("v"));
        assertNull(engine.getIfCached(Table.META, bytes("absent")));
    }

    @Test
    void isolatesASnapshotFromLaterCommits() {
        ExpectedTables before = new ExpectedTables();
        write(new Workload(3), 60, before);
        try (StorageSnapshot snapshot = engine.snapshot()) {
            CommitPoint point = engine.lastCommit();
            write(new Workload(3), 60, new ExpectedTables());
            engine.defragment();
            assertEquals(point, snapshot.point());
            before.assertShownBy(snapshot);
        }
    }

    @Test
    void keepsASnapshotWholeBesideADeletingWriter() throws Exception {
        ExpectedTables before = new ExpectedTables();
        write(new Workload(8), 40, before);
        AtomicBoolean stop = new AtomicBoolean();
        try (StorageSnapshot snapshot = engine.snapshot();
                ExecutorService readers = Executors.newFixedThreadPool(1)) {
            Future<?> reading = readers.submit(() -> {
                do {
                    before.assertShownBy(snapshot);
                } while (!stop.get());
            });
            try {
                for (int number = 1; number <= 40; number++) {
                    engine.commit(next()
                            .deleteRange(Table.KEY, new byte[0], Workload.revision(number, 40))
                            .deleteRange(Table.LEASE, new byte[0], new byte[] {(byte) 0xFF}));
                    write(new Workload(8), 1, new ExpectedTables());
                }
            } finally {
                stop.set(true);
            }
            reading.get(DEADLINE_S, TimeUnit.SECONDS);
        }
    }

    @Test
    void showsAScanOneStateWhileCommitsGoOn() throws Exception {
        write(new Workload(4), 30, new ExpectedTables());
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Future<?>> reading = List.of(
                    readers.submit(() -> scanUntil(stop)), readers.submit(() -> scanUntil(stop)));
            try {
                for (int i = 0; i < 200; i++) {
                    engine.commit(pair(i));
                }
            } finally {
                stop.set(true);
            }
            for (Future<?> reader : reading) {
                reader.get(DEADLINE_S, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void findsItsCommitsAfterASyncAndAReopening() {
        ExpectedTables expected = new ExpectedTables();
        write(new Workload(5), 50, expected);
        CommitPoint synced = engine.sync();
        CommitPoint last = engine.lastCommit();
        engine.close();
        open();
        if (provider().capabilities().contains(Capability.DURABLE)) {
            assertEquals(last, synced);
            assertEquals(last, engine.lastCommit());
            expected.assertShownBy(engine);
        } else {
            assertEquals(CommitPoint.NONE, synced);
            assertEquals(CommitPoint.NONE, engine.lastCommit());
        }
    }

    @Test
    void keepsItsRowsThroughDefragmentAndVerify() {
        ExpectedTables expected = new ExpectedTables();
        write(new Workload(6), 120, expected);
        engine.defragment();
        engine.verify();
        expected.assertShownBy(engine);
        StorageEngine.Sizes sizes = engine.sizes();
        assertTrue(sizes.inUseBytes() > 0 && sizes.totalBytes() >= sizes.inUseBytes(),
                sizes::toString);
    }

    @Test
    void defragmentsBesideCommits() throws Exception {
        ExpectedTables expected = new ExpectedTables();
        Workload workload = new Workload(9);
        try (ExecutorService other = Executors.newFixedThreadPool(1)) {
            for (int i = 0; i < 5; i++) {
                Future<?> defragmenting = other.submit(engine::defragment);
                write(workload, 20, expected);
                engine.sync();
                defragmenting.get(DEADLINE_S, TimeUnit.SECONDS);
            }
        }
        expected.assertShownBy(engine);
    }

    @Test
    void throwsOnceClosed() {
        StorageSnapshot snapshot = engine.snapshot();
        engine.close();
        engine.close();
        assertThrows(IllegalStateException.class, () -> engine.get(Table.META, bytes("k")));
        assertThrows(IllegalStateException.class, () -> engine.commit(next()));
        assertThrows(IllegalStateException.class, () -> engine.sizes());
        assertThrows(IllegalStateException.class, () -> engine.snapshot());
        assertThrows(IllegalStateException.class, () -> snapshot.get(Table.META, bytes("k")));
        snapshot.close();
    }

    @Test
    void closesBesideARunningScan() throws Exception {
        write(new Workload(7), 5, new ExpectedTables());
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> rows = threads.submit(() -> slowScan(inside, leave));
            inside.await();
            Future<?> closing = threads.submit(engine::close);
            assertEndsOnlyAfterOrBeside(closing, leave);
            assertEquals(5 * 40, rows.get(DEADLINE_S, TimeUnit.SECONDS));
            closing.get(DEADLINE_S, TimeUnit.SECONDS);
        }
    }

    private RecordedBatch next() {
        return RecordedBatch.after(engine.lastCommit());
    }

    private void write(Workload workload, int batches, ExpectedTables expected) {
        for (int i = 0; i < batches; i++) {
            RecordedBatch batch = workload.after(engine.lastCommit());
            engine.commit(batch);
            batch.forEach(expected);
        }
    }

    /// Both rows of a pair always change together.
    private RecordedBatch pair(int number) {
        return next()
                .put(Table.AUTH, "first", "v" + number)
                .put(Table.AUTH, "second", "v" + number);
    }

    private void scanUntil(AtomicBoolean stop) {
        while (!stop.get()) {
            List<String> values = new ArrayList<>();
            engine.scan(Table.AUTH, new byte[0], null,
                    (key, value) -> values.add(HexFormat.of().formatHex(value)));
            assertTrue(values.isEmpty() || values.size() == 2, values::toString);
            assertTrue(values.stream().distinct().count() <= 1, values::toString);
        }
    }

    private int slowScan(CountDownLatch inside, CountDownLatch leave) {
        List<byte[]> keys = new ArrayList<>();
        engine.scan(Table.KEY, new byte[0], null, (key, value) -> {
            inside.countDown();
            await(leave);
            return keys.add(key);
        });
        return keys.size();
    }

    /// An engine may wait for the scan or close beside it; both leave the scan whole.
    private static void assertEndsOnlyAfterOrBeside(Future<?> closing, CountDownLatch leave)
            throws InterruptedException, ExecutionException {
        try {
            closing.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // waits for the scan
        } finally {
            leave.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(DEADLINE_S, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> keysFrom(StorageReads reads, String from, String to) {
        List<String> keys = new ArrayList<>();
        reads.scan(Table.META, HexFormat.of().parseHex(from),
                to == null ? null : HexFormat.of().parseHex(to),
                (key, value) -> keys.add(HexFormat.of().formatHex(key)));
        return keys;
    }
}
