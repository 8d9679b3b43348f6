package kv.simulation.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import kv.store.file.StoreRefusal;
import kv.store.wal.EncodedEntry;
import kv.store.wal.OpenedWal;
import kv.store.wal.Wal;
import kv.store.wal.WalContents;
import kv.store.wal.WalDirectory;
import kv.store.wal.WalPosition;
import kv.store.wal.WalState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One log of five batches, damaged everywhere: the last batch at each place where a write may
/// stop, and everything at each bit.
class TornTailTest {

    private static final int SECTOR_BYTES = Content.SECTOR_BYTES;
    /// Ids of members are hashes.
    private static final long VOTE = 0x7abc_def0_1234_5678L;
    private static final int SEGMENT_BYTES = 8 << 10;
    private static final Path FILE =
            Path.of("/wal/0000000000000000-0000000000000000.wal");

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final WalDirectory directory =
            new WalDirectory(disk, FILE.getParent(), SEGMENT_BYTES);
    private final List<EncodedEntry> entries = new ArrayList<>();
    private byte[] before;
    private byte[] whole;
    /// Where the last batch begins and ends.
    private int batchStart;
    private int batchEnd;
    private long durableEntries;

    @BeforeEach
    void writeFiveBatches() {
        SplittableRandom random = new SplittableRandom(7);
        try (Wal wal = Wal.create(directory, ByteString.copyFromUtf8("ids"))) {
            for (int batch = 0; batch < 5; batch++) {
                durableEntries = wal.durableIndex();
                before = disk.bytes(FILE);
                for (int size : new int[] {20, 300, 700, 5}) {
                    byte[] content = new byte[size];
                    random.nextBytes(content);
                    entries.add(EncodedEntry.of(entries.size() + 1, 2, 0, content));
                }
                wal.append(entries.subList((int) durableEntries, entries.size()),
                        new WalState(2, VOTE, durableEntries));
                wal.sync();
            }
        }
        whole = disk.bytes(FILE);
        batchStart = endOfContent(before);
        batchEnd = endOfContent(whole);
    }

    private static int endOfContent(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return (end + 7) / 8 * 8;
    }

    private WalContents open(byte[] bytes) {
        disk.overwrite(FILE, bytes);
        OpenedWal opened = Wal.open(directory, WalPosition.START, durableEntries);
        opened.wal().close();
        return opened.contents();
    }

    private void keepsACorrectPrefix(byte[] damaged) {
        WalContents contents = open(damaged);
        int left = contents.entries().size();
        assertTrue(left >= durableEntries, () -> "only " + left + " entries are left");
        assertEquals(entries.subList(0, left), contents.entries());
        assertEquals(contents.last().index(), left);

        WalContents again = open(disk.bytes(FILE));
        assertEquals(contents.entries(), again.entries());
        assertTrue(again.torn().isEmpty());
    }

    @Test
    void findsTheWholeLog() {
        assertEquals(entries, open(whole).entries());
        assertTrue(batchEnd - batchStart > 2 * SECTOR_BYTES);
    }

    @Test
    void cutsOffWhatAFileEndsIn() {
        for (int size = batchStart; size < batchEnd; size++) {
            keepsACorrectPrefix(Arrays.copyOf(whole, size));
        }
    }

    @Test
    void cutsOffABatchWithAnySetOfSectorsMissing() {
        int first = batchStart / SECTOR_BYTES;
        int sectors = (batchEnd - 1) / SECTOR_BYTES - first + 1;
        for (int missing = 0; missing < 1 << sectors; missing++) {
            byte[] torn = whole.clone();
            for (int sector = 0; sector < sectors; sector++) {
                if ((missing >> sector & 1) != 0) {
                    int from = (first + sector) * SECTOR_BYTES;
                    System.arraycopy(before, from, torn, from, SECTOR_BYTES);
                }
            }
            keepsACorrectPrefix(torn);
        }
    }

    @Test
    void refusesAMissingSectorOfEarlierBatches() {
        for (int from = 0; from < batchStart - SECTOR_BYTES; from += SECTOR_BYTES) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, from, from + SECTOR_BYTES, (byte) 0);
            assertThrows(StoreRefusal.class, () -> open(damaged));
        }
    }

    @Test
    void refusesAFileThatEndsInEarlierBatches() {
        // What is left of the batch before must lack an entry, and not only the state record.
        for (int size = 0; size < batchStart - 64; size += 3) {
            byte[] damaged = Arrays.copyOf(whole, size);
            assertThrows(StoreRefusal.class, () -> open(damaged));
        }
    }

    /// A flipped bit in padding is no damage: nothing reads it.
    @Test
    void refusesAnyFlippedBit() {
        int harmless = 0;
        for (int bit = 0; bit < batchEnd * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                WalContents contents = open(damaged);
                int flipped = bit;
                assertEquals(entries, contents.entries(),
                        () -> "byte " + flipped / 8 + " of " + batchStart + " to " + batchEnd
                                + ": " + contents.torn());
                harmless++;
            } catch (StoreRefusal refusal) {
                assertTrue(refusal.getMessage().contains("Next: "));
            }
        }
        assertTrue(harmless < batchEnd * 8 / 50, harmless + " bits did no harm");
    }

    @Test
    void keepsACopyOfWhatItCutsOff() {
        byte[] torn = Arrays.copyOf(whole, batchEnd - 100);
        WalContents contents = open(torn);

        assertEquals("the file ends inside a record", contents.torn().orElseThrow().reason());
        assertTrue(disk.list(FILE.getParent()).contains(FILE.getFileName() + ".broken"));
        assertEquals(ByteString.copyFrom(torn), ByteString.copyFrom(
                disk.bytes(FILE.resolveSibling(FILE.getFileName() + ".broken"))));
    }
}
