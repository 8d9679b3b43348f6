package kv.raft.tracker;

/// How a leader sends to a member.
public sealed interface ProgressState {

    /// It is not known where the member's log matches: one message at a time, each a guess.
    record Probe() implements ProgressState {}

    /// The member follows: messages stream ahead of their acknowledgements.
    record Replicate() implements ProgressState {}

    /// A snapshot is under way and nothing else is sent.
    ///
    /// @param index where the snapshot stands in the log
    record Snapshot(long index) implements ProgressState {}

    /// The member has lost what it had acknowledged: it gets nothing but the question whether it
    /// has it again, and nothing that it says counts.
    record Refused() implements ProgressState {}
}
