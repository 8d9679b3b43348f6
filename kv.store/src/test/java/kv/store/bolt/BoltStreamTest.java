package kv.store.bolt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;
import kv.store.file.DiskFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoltStreamTest {

    @TempDir
    Path temp;

    /// Tables of rows for a stream to read.
    private static final class Tables implements StorageReads {

        private final Map<Table, NavigableMap<byte[], byte[]>> rows = new EnumMap<>(Table.class);

        Tables() {
            for (Table table : Table.values()) {
                rows.put(table, new TreeMap<>(Arrays::compareUnsigned));
            }
        }

        @Override
        public byte[] get(Table table, byte[] key) {
            return rows.get(table).get(key);
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            for (Map.Entry<byte[], byte[]> row : rows.get(table).tailMap(from, true).entrySet()) {
                if (!visitor.row(row.getKey(), row.getValue())) {
                    return;
                }
            }
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        SplittableRandom random = new SplittableRandom(4711);
        int[] pageSizes = {4096, 4096, 1024, 65_536};
        for (int round = 0; round < 120; round++) {
            Tables tables = random(random);
            Path file = write(tables, pageSizes[round % pageSizes.length], random);
            readBack(tables, file, "round " + round);
        }
    }

    /// Sizes around what a page, an inline bucket and a branch hold.
    private static Tables random(SplittableRandom random) {
        Tables tables = new Tables();
        for (Table table : Table.values()) {
            int rows = switch (random.nextInt(6)) {
                case 0 -> 0;
                case 1 -> random.nextInt(1, 4);
                case 2, 3 -> random.nextInt(4, 60);
                case 4 -> random.nextInt(60, 600);
                default -> random.nextInt(10) == 0 ? random.nextInt(600, 30_000) : 20;
            };
            int keySize = random.nextInt(5) == 0 ? random.nextInt(1, 3000) : random.nextInt(3, 40);
            int valueSize =
                    random.nextInt(4) == 0 ? random.nextInt(1, 9000) : random.nextInt(1, 50);
            if ((long) rows * (keySize + valueSize) > 2_000_000) {
                rows = 2_000_000 / (keySize + valueSize);
            }
            for (int i = 0; i < rows; i++) {
                byte[] key = new byte[random.nextInt(1, keySize + 1)];
                random.nextBytes(key);
                tables.rows.get(table).put(key, new byte[random.nextInt(valueSize)]);
            }
        }
        tables.rows.get(Table.KEY).forEach((key, value) -> random.nextBytes(value));
        return tables;
    }

    private Path write(Tables tables, int pageSize, SplittableRandom random) throws IOException {
        BoltStream stream = BoltStream.of(tables, () -> false, pageSize).orElseThrow();
        byte[] bytes = new byte[Math.toIntExact(stream.sizeBytes())];
        int at = 0;
        while (at < bytes.length) {
            assertEquals(bytes.length - at, stream.remainingBytes());
            int length = Math.min(bytes.length - at, random.nextInt(1, 100_000));
            assertEquals(length, stream.read(bytes, at, length));
            at += length;
        }
        assertEquals(0, stream.read(new byte[1], 0, 1));
        Path file = temp.resolve("written.db");
        Files.write(file, bytes);
        return file;
    }

    private static void readBack(Tables tables, Path file, String round) throws IOException {
        try (BoltFile opened = BoltFile.open(DiskFiles.INSTANCE, file)) {
            opened.check();
            assertEquals(Files.size(file), opened.databaseBytes());
            for (Table table : Table.values()) {
                var expected = tables.rows.get(table).entrySet().iterator();
                opened.root().bucket(table.bucket().getBytes(StandardCharsets.US_ASCII))
                        .orElseThrow().forEach((key, value) -> {
                            Map.Entry<byte[], byte[]> row = expected.next();
                            assertArrayEquals(row.getKey(), key, round);
                            assertArrayEquals(row.getValue(), value, round);
                            return true;
                        });
                assertTrue(!expected.hasNext(), () -> round + ": rows of " + table + " are lost");
            }
        }
    }

    /// bbolt joins a page with its neighbour when rows go, and relies on there being one.
    @Test
    void noBranchHasASingleChild() throws IOException {
        for (int leaves = 2; leaves < 400; leaves++) {
            Tables tables = new Tables();
            for (int i = 0; i < leaves; i++) {
                byte[] key = {(byte) (i >> 8), (byte) i, 0, 0, 0, 0, 0, 0};
                tables.rows.get(Table.KEY).put(key, new byte[900]);
            }
            BoltStream stream = BoltStream.of(tables, () -> false, 1024).orElseThrow();
            byte[] bytes = new byte[(int) stream.sizeBytes()];
            stream.read(bytes, 0, bytes.length);
            int branches = 0;
            for (int page = 2 * 1024; page < bytes.length; page += 1024) {
                if (bytes[page + 8] == PageLayout.BRANCH) {
                    branches++;
                    assertTrue(bytes[page + 10] >= 2, leaves + " leaves: a branch with one child");
                }
            }
            assertTrue(branches > 0);
        }
    }

    @Test
    void givesUpWhenNobodyWaits() {
        Tables tables = new Tables();
        tables.rows.get(Table.KEY).put(new byte[1], new byte[1]);
        assertEquals(Optional.empty(), BoltStream.of(tables, () -> true));
    }
}
