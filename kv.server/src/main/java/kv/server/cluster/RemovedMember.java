package kv.server.cluster;

/// This member was removed from its cluster for good: it stops, and its data directory is of no
/// use any more.
public final class RemovedMember extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RemovedMember() {
        super("the member has been permanently removed from the cluster", null, false, false);
    }
}
