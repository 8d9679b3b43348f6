package kv.raft.model;

/// The answer to a read-index question (thesis §6.4): a read that came before the question may be
/// served from any state that has applied at least `index`.
///
/// @param context the number that the caller chose when it asked
public record ReadState(long index, long context) {}
