package kv.simulation.disk;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Bytes of one file: what a reader sees, and what the platter has. Sectors that were never
/// written are not kept and read as zeros.
///
/// A crash takes each sector that was written since the last sync in its old or its new form, and
/// the size likewise. A sector is never mixed.
final class Content {

    static final int SECTOR_BYTES = 512;

    private final TreeMap<Long, byte[]> seen = new TreeMap<>();
    private final TreeMap<Long, byte[]> durable = new TreeMap<>();
    /// Sectors in which the two differ.
    private final TreeSet<Long> dirty = new TreeSet<>();
    private long seenBytes;
    private long durableBytes;

    long sizeBytes() {
        return seenBytes;
    }

    /// Sectors that take space.
    int sectors() {
        return seen.size();
    }

    int read(ByteBuffer target, long offset) {
        int length = (int) Math.min(target.remaining(), seenBytes - offset);
        if (length <= 0) {
            return 0;
        }
        byte[] bytes = new byte[length];
        SortedMap<Long, byte[]> covered = seen.subMap(
                offset / SECTOR_BYTES, (offset + length - 1) / SECTOR_BYTES + 1);
        covered.forEach((sector, content) -> {
            long from = Math.max(offset, sector * SECTOR_BYTES);
            long to = Math.min(offset + length, (sector + 1) * SECTOR_BYTES);
            System.arraycopy(content, (int) (from - sector * SECTOR_BYTES),
                    bytes, (int) (from - offset), (int) (to - from));
        });
        target.put(bytes);
        return length;
    }

    /// New sectors that a write of so many bytes would take.
    long sectorsFor(long offset, int length) {
        if (length == 0) {
            return 0;
        }
        long first = offset / SECTOR_BYTES;
        long last = (offset + length - 1) / SECTOR_BYTES;
        return last - first + 1 - seen.subMap(first, last + 1).size();
    }

    void write(byte[] bytes, long offset) {
        int done = 0;
        while (done < bytes.length) {
            long at = offset + done;
            long sector = at / SECTOR_BYTES;
            int within = (int) (at % SECTOR_BYTES);
            int length = Math.min(SECTOR_BYTES - within, bytes.length - done);
            byte[] content = seen.getOrDefault(sector, new byte[SECTOR_BYTES]).clone();
            System.arraycopy(bytes, done, content, within, length);
            put(sector, content);
            done += length;
        }
        seenBytes = Math.max(seenBytes, offset + bytes.length);
    }

    private void put(long sector, byte[] content) {
        seen.put(sector, content);
        dirty.add(sector);
    }

    void truncate(long sizeBytes) {
        if (sizeBytes >= seenBytes) {
            return;
        }
        long first = (sizeBytes + SECTOR_BYTES - 1) / SECTOR_BYTES;
        SortedMap<Long, byte[]> gone = seen.tailMap(first);
        gone.keySet().forEach(sector -> dirty.add(sector));
        gone.clear();
        int within = (int) (sizeBytes % SECTOR_BYTES);
        byte[] last = seen.get(sizeBytes / SECTOR_BYTES);
        if (within > 0 && last != null) {
            byte[] cut = last.clone();
            Arrays.fill(cut, within, SECTOR_BYTES, (byte) 0);
            put(sizeBytes / SECTOR_BYTES, cut);
        }
        seenBytes = sizeBytes;
    }

    void extend(long sizeBytes) {
        seenBytes = Math.max(seenBytes, sizeBytes);
    }

    void sync() {
        dirty.forEach(sector -> copy(sector, seen, durable));
        dirty.clear();
        durableBytes = seenBytes;
    }

    /// A sync that failed: some of it reached the platter, and the system will not try again.
    void syncPartly(RandomGenerator random) {
        dirty.stream().filter(sector -> random.nextBoolean())
                .forEach(sector -> copy(sector, seen, durable));
        dirty.clear();
        durableBytes = random.nextBoolean() ? seenBytes : durableBytes;
    }

    void crash(RandomGenerator random) {
        // All or nothing is as likely as any mix: a single write must be lost whole often enough.
        int kind = random.nextInt(4);
        for (long sector : dirty) {
            if (kind == 0 || kind > 1 && random.nextBoolean()) {
                copy(sector, seen, durable);
            }
        }
        if (kind == 0 || kind > 1 && random.nextBoolean()) {
            durableBytes = seenBytes;
        }
        durable.tailMap((durableBytes + SECTOR_BYTES - 1) / SECTOR_BYTES).clear();
        seen.clear();
        seen.putAll(durable);
        seenBytes = durableBytes;
        dirty.clear();
        zeroBehindEnd();
    }

    /// What lies in the last sector behind the end is not part of the file.
    private void zeroBehindEnd() {
        int within = (int) (seenBytes % SECTOR_BYTES);
        byte[] last = seen.get(seenBytes / SECTOR_BYTES);
        if (within > 0 && last != null) {
            byte[] cut = last.clone();
            Arrays.fill(cut, within, SECTOR_BYTES, (byte) 0);
            seen.put(seenBytes / SECTOR_BYTES, cut);
            durable.put(seenBytes / SECTOR_BYTES, cut);
        }
    }

    private static void copy(
            long sector, TreeMap<Long, byte[]> from, TreeMap<Long, byte[]> to) {
        byte[] content = from.get(sector);
        if (content == null) {
            to.remove(sector);
        } else {
            to.put(sector, content);
        }
    }
}
