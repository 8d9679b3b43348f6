package kv.store.engine;

import java.util.ArrayDeque;
import java.util.Optional;

/// Hashes computed by the ten newest completed compactions. Lost at a restart. Any thread; the
/// lock of the instance guards the list.
public final class CompactionHashes {

    private static final int MAX = 10;

    private final ArrayDeque<KvHash> hashes = new ArrayDeque<>();

    synchronized void add(KvHash hash) {
        if (hashes.size() == MAX) {
            hashes.removeFirst();
        }
        hashes.addLast(hash);
    }

    /// The hash that the compaction at this revision left.
    public synchronized Optional<KvHash> find(long revision) {
        return hashes.stream().filter(hash -> hash.revision() == revision).findFirst();
    }
}
