package kv.store.watch.event;

/// Events that watchers have missed, gathered in the order of revisions until there are enough:
/// a thousand revisions as in etcd, or several megabytes; whole revisions in any case. One thread.
public final class Gathering {

    private static final int MAX_REVISIONS = 1000;
    private static final int MAX_BYTES = 8 << 20;
    private static final int FIRST_BYTES = 1024;
    private static final int FIRST_EVENTS = 8;

    private final EventBatch.Builder builder = new EventBatch.Builder(FIRST_BYTES, FIRST_EVENTS);
    private final long first;
    private long current = -1;
    private int revisions;

    /// @param first the first revision that is looked at
    public Gathering(long first) {
        this.first = first;
    }

    /// Whether there is room for an event of that revision.
    public boolean takes(long revision) {
        return revision == current
                || revisions < MAX_REVISIONS && builder.sizeBytes() < MAX_BYTES;
    }

    /// Where the event goes.
    public EventBatch.Builder at(long revision) {
        if (revision != current) {
            current = revision;
            revisions++;
        }
        return builder;
    }

    /// Adds the events of some keys from a revision on, as long as there is room.
    ///
    /// @return the last revision that was looked at
    public long addAll(EventBatch batch, long fromRevision, KeySet keys) {
        for (int event = batch.firstAt(fromRevision); event < batch.size(); event++) {
            long revision = batch.revision(event);
            if (!takes(revision)) {
                return revision - 1;
            }
            if (keys.contains(batch.key(event))) {
                at(revision).add(batch, event);
            }
        }
        return batch.lastRevision();
    }

    /// The batch, which tells of everything up to a revision.
    public EventBatch build(long last) {
        return builder.build(first, last);
    }
}
