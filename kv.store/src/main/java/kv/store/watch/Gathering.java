package kv.store.watch;

/// Events that watchers have missed, gathered in the order of revisions until there are enough:
/// a thousand revisions as in etcd, or several megabytes; whole revisions in any case. One thread.
final class Gathering {

    private static final int MAX_REVISIONS = 1000;
    private static final int MAX_BYTES = 8 << 20;
    private static final int FIRST_BYTES = 1024;
    private static final int FIRST_EVENTS = 8;

    private final EventBatch.Builder builder = new EventBatch.Builder(FIRST_BYTES, FIRST_EVENTS);
    private final long first;
    private long current = -1;
    private int revisions;

    /// @param first the first revision that is looked at
    Gathering(long first) {
        this.first = first;
    }

    /// Whether there is room for an event of that revision.
    boolean takes(long revision) {
        return revision == current
                || revisions < MAX_REVISIONS && builder.sizeBytes() < MAX_BYTES;
    }

    /// Where the event goes.
    EventBatch.Builder at(long revision) {
        if (revision != current) {
            current = revision;
            revisions++;
        }
        return builder;
    }

    /// The batch, which tells of everything up to a revision.
    EventBatch build(long last) {
        return builder.build(first, last);
    }
}
