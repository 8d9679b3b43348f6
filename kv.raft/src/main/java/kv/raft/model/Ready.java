package kv.raft.model;

import java.util.List;

/// Everything that a member wants done after the inputs since the last one. The lists are
/// immutable and may be handed to other threads.
///
/// The obligations of whoever carries it out are on `kv.raft.RaftNode`.
///
/// @param softState leader and role now
/// @param persist what to write, and what may be said only after it is durable
/// @param messages what may be sent at once, in parallel with the write
/// @param committed entries to apply, in order; each is durable on this member
/// @param readStates answers to read-index questions
/// @param losses members that this leader refuses from here on, to be told to people
public record Ready(
        SoftState softState,
        Persist persist,
        List<Message> messages,
        List<Entry> committed,
        List<ReadState> readStates,
        List<LogLoss> losses) {

    /// A member's log ends below what the member had acknowledged to this leader as durable: it
    /// came back with an emptied, an older or a damaged disk. Its acknowledgements may have decided
    /// what is committed, so it is not filled up again but refused, as if it were down, until its
    /// log is back or it is removed.
    ///
    /// @param acknowledged newest entry that it had acknowledged
    /// @param last where its log may agree with the leader's at best, below `acknowledged`
    public record LogLoss(long member, long acknowledged, long last) {}

    /// The write of one [Ready], in this order: snapshot, entries, hard state.
    ///
    /// @param sequence what to hand to `RaftNode.persisted` once this, and all before it, is
    ///     durable; if this [#isEmpty()], the number of the write before
    /// @param change what of the hard state moved since the `Ready` before
    /// @param hardState term, vote and commit now; write it if anything moved
    /// @param snapshot snapshot to install instead of the whole log, usually [SnapshotMeta#NONE]
    /// @param entries entries to append; the first may lie at or below the last index, then it and
    ///     everything after it replace what is there
    /// @param messages acknowledgements and votes, to be sent only once this is durable
    public record Persist(
            long sequence,
            HardStateChange change,
            HardState hardState,
            SnapshotMeta snapshot,
            List<Entry> entries,
            List<Message> messages) {

        /// Whether there is nothing to write and nothing to send afterwards.
        public boolean isEmpty() {
            return change == HardStateChange.NONE && snapshot.isNone()
                    && entries.isEmpty() && messages.isEmpty();
        }

        /// Whether the write must reach the disk now. A moved commit index alone may wait for the
        /// next write that must: after a crash it is found again.
        public boolean mustSync() {
            return change == HardStateChange.TERM_OR_VOTE
                    || !entries.isEmpty() || !snapshot.isNone();
        }
    }

    /// What of the hard state moved.
    public enum HardStateChange {
        /// Nothing.
        NONE,
        /// The commit index.
        COMMIT,
        /// Term or vote, and perhaps the commit index.
        TERM_OR_VOTE
    }
}
