package kv.raft.quorum;

/// What each voter has acknowledged: a log index, or any other number that only grows.
@FunctionalInterface
public interface AckedIndex {

    /// The highest number acknowledged by this voter, 0 if it has said nothing.
    long of(long id);
}
