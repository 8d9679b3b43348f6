package kv.server.consensus;

import java.util.List;
import kv.api.ErrorCode;
import kv.raft.model.Entry;
import kv.raft.model.Message;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;

/// Where the raft loop hands on what its node wants done. Called on kvd-raft; each takes at once
/// and works elsewhere.
public interface RaftOutputs {

    /// Write, in order; report with [RaftEvent.Persisted].
    void write(Ready.Persist write);

    /// Apply, in order; report with [RaftEvent.Applied].
    void apply(List<Entry> committed);

    /// Serve readers once the published view has applied the batch's index.
    void confirmed(ReadBatch batch);

    /// Note that the engine holds all up to `at` for good, and drop what nobody needs.
    ///
    /// @param releaseBelow newest entry that nobody needs any more
    void mark(SnapshotMeta at, long releaseBelow);

    /// The log begins with this snapshot, for good: have the state machine hold it, after all that
    /// was to apply before; report with [RaftEvent.Installed].
    void install(SnapshotMeta snapshot);

    /// A snapshot that came is not wanted.
    void ignore(SnapshotMeta snapshot);

    /// Read entries back from the segments; report with [RaftEvent.Loaded].
    void load(LogTail.Wanted wanted);

    /// Send to other members; any may get lost.
    void send(List<Message> messages);

    /// Tell people of a member that is refused, since it has lost what it had acknowledged.
    void refused(Ready.LogLoss loss);

    /// Whether another member can be reached now; what is sent to one that cannot is lost.
    boolean reaches(long id);

    /// What a proposal is told whose outcome has not come in time.
    ///
    /// @param startNs when it came, on the clock's scale
    ErrorCode timeout(long startNs);
}
