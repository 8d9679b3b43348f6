package kv.raft.model;

/// A rule that consensus rests on does not hold: the log contradicts what was committed, the
/// caller broke the contract of `RaftNode`, or the storage lost what it had reported durable.
/// Going on could lose acknowledged data, so the member must stop.
public final class InvariantError extends Error {

    private static final long serialVersionUID = 1L;

    /// An error with the values that contradict each other in its message.
    public InvariantError(String message) {
        super(message);
    }

    /// Throws unless the condition holds. For a rule that is a constant text: one that names values
    /// would be put together each time, broken or not.
    public static void check(boolean holds, String rule) {
        if (!holds) {
            throw new InvariantError(rule);
        }
    }
}
