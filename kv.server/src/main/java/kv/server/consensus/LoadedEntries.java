package kv.server.consensus;

import java.util.ArrayDeque;
import java.util.List;
import kv.raft.model.Entry;

/// Entries that were read back from the segments for members that lag, the newest few readings.
/// They are applied, so they never change. Confined to kvd-raft.
final class LoadedEntries {

    private static final int MAX_SLICES = 8;

    private final ArrayDeque<List<Entry>> slices = new ArrayDeque<>();

    /// Keeps entries that follow each other.
    void add(List<Entry> entries) {
        slices.addFirst(entries);
        if (slices.size() > MAX_SLICES) {
            slices.removeLast();
        }
    }

    /// Entries from `from` on, as many as are here and fit, at least one.
    ///
    /// @return empty if the first is not here
    List<Entry> find(long from, long to, long maxBytes) {
        for (List<Entry> slice : slices) {
            long first = slice.getFirst().index();
            if (from >= first && from < first + slice.size()) {
                int start = (int) (from - first);
                int end = (int) Math.min(slice.size(), to - first);
                return slice.subList(start, fit(slice, start, end, maxBytes));
            }
        }
        return List.of();
    }

    private static int fit(List<Entry> slice, int start, int end, long maxBytes) {
        long bytes = 0;
        int next = start;
        while (next < end) {
            bytes += slice.get(next).sizeBytes();
            if (bytes > maxBytes && next > start) {
                return next;
            }
            next++;
        }
        return next;
    }
}
