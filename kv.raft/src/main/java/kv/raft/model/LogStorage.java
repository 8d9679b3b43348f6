package kv.raft.model;

import java.util.List;

/// The part of the log that is durable, as the core reads it. The core never writes through this:
/// what is to be written comes out in [Ready], and the caller makes it readable here *before* it
/// reports it persisted.
///
/// Called on the raft thread only, during calls to `RaftNode`; must not block. What is no longer in
/// memory is answered by [NotLoaded] and loaded in the background.
///
/// ```
///   compacted            first        last
///   x  x  x  x  |p|      4  5  6  7  8  9        p = firstIndex - 1: its term is still known
/// ```
public interface LogStorage {

    /// Answer of [#term(long)] for an index outside the range that it knows.
    long UNKNOWN_TERM = -1;

    /// State at start: the last hard state written, and the membership *at the applied index* with
    /// which the node is made. Called once.
    InitialState initialState();

    /// Index of the oldest entry kept; `lastIndex() + 1` if none is.
    long firstIndex();

    /// Index of the newest durable entry, or of the snapshot if there is none after it; 0 at first.
    long lastIndex();

    /// Term of an entry from `firstIndex() - 1` to `lastIndex()`, else [#UNKNOWN_TERM]. Always
    /// known for these, even if the entry is not loaded; `term(0)` is 0 in a log that begins at 1.
    long term(long index);

    /// Entries from `from` (inclusive) to `to` (exclusive), in order, as many as fit into
    /// `maxBytes` by [Entry#sizeBytes()] but at least one. The list is not changed afterwards.
    Slice entries(long from, long to, long maxBytes);

    /// A snapshot that the caller could send to a peer now, or [SnapshotMeta#NONE] if it has none;
    /// the core asks again later. Its index is at least `firstIndex() - 1`.
    SnapshotMeta snapshot();

    /// What [#initialState()] answers.
    record InitialState(HardState hardState, ConfState confState) {}

    /// What [#entries(long, long, long)] answers.
    sealed interface Slice {}

    /// At least one entry, the first with the index asked for.
    record Loaded(List<Entry> entries) implements Slice {}

    /// The entries exist and are being read; `RaftNode.entriesLoaded()` is called when they are
    /// here.
    record NotLoaded() implements Slice {}

    /// The first entry asked for was compacted away.
    record Compacted() implements Slice {}
}
