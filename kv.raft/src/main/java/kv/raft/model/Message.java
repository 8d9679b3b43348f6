package kv.raft.model;

import java.util.List;

/// What members say to each other: raftpb.Message, one record for each kind that is ever sent.
///
/// Field numbers, kinds on the wire and their encodings are the codec's business. `term` is the
/// sender's term except where a record says otherwise; [Propose] and [ReadIndex] carry none, since
/// any member may ask whoever leads.
public sealed interface Message {

    /// Receiver.
    long to();

    /// Sender.
    long from();

    /// Term under which it was sent; 0 if the message stands outside of terms.
    long term();

    /// What counts only in its term: a newer term makes a follower of the receiver, an older one is
    /// not listened to (Raft §5.1).
    sealed interface TermMessage extends Message permits FromLeader, Answer, Vote, TimeoutNow {}

    /// What only a leader of its term sends: whoever gets it knows who leads.
    sealed interface FromLeader extends TermMessage permits Append, Heartbeat, InstallSnapshot {}

    /// What a member sends because it was asked; of no use from a stranger.
    sealed interface Answer extends TermMessage permits AppendResponse, HeartbeatResponse,
            VoteResponse, PreVoteResponse, ReadIndexResponse {}

    /// A leader asks a member to append `entries` after the entry `prev` (Raft §5.3). Without
    /// entries it is a probe, or tells the commit index.
    record Append(long to, long from, long term, EntryId prev, List<Entry> entries, long commit)
            implements FromLeader {

        /// Index of the last entry that the receiver holds if it accepts.
        public long lastIndex() {
            return prev.index() + entries.size();
        }
    }

    /// Answer to an append or a snapshot.
    ///
    /// @param index accepted: everything up to here is durable at the sender and matches;
    ///     rejected: the `prev` index that did not match
    /// @param hint rejected: the sender's newest entry that could match, so that the leader skips a
    ///     whole term at once (thesis §3.3); term 0 if the sender tells no term; accepted: zero
    record AppendResponse(
            long to, long from, long term, long index, boolean rejected, EntryId hint)
            implements Answer {

        /// An acknowledgement up to an index.
        public static AppendResponse accept(long to, long from, long term, long index) {
            return new AppendResponse(to, from, term, index, false, EntryId.ZERO);
        }

        /// A refusal of the entry after `index`.
        public static AppendResponse reject(
                long to, long from, long term, long index, EntryId hint) {
            return new AppendResponse(to, from, term, index, true, hint);
        }
    }

    /// A candidate asks for a vote (Raft §5.2).
    ///
    /// @param last the candidate's last entry
    /// @param transfer whether the old leader asked for this election, which pierces leases
    record Vote(long to, long from, long term, EntryId last, boolean transfer)
            implements TermMessage {}

    /// Answer to a vote.
    record VoteResponse(long to, long from, long term, boolean rejected) implements Answer {}

    /// A member asks whether it would win (thesis §9.6).
    ///
    /// @param term the term in which it would campaign, one above its own
    record PreVote(long to, long from, long term, EntryId last) implements Message {}

    /// Answer to a pre-vote.
    ///
    /// @param term the asked term if granted, the sender's own if rejected
    record PreVoteResponse(long to, long from, long term, boolean rejected) implements Answer {}

    /// A leader tells that it lives.
    ///
    /// @param commit never above what the receiver is known to hold
    /// @param context to be returned as it is
    record Heartbeat(long to, long from, long term, long commit, Context context)
            implements FromLeader {}

    /// Answer to a heartbeat, with the same context.
    record HeartbeatResponse(long to, long from, long term, Context context) implements Answer {}

    /// A leader sends a snapshot, because the entries that the receiver needs are gone (Raft §7).
    /// The content travels beside it; a receiver steps this message only when it has the content.
    record InstallSnapshot(long to, long from, long term, SnapshotMeta snapshot)
            implements FromLeader {}

    /// A leader asks the receiver to campaign at once (thesis §3.10).
    record TimeoutNow(long to, long from, long term) implements TermMessage {}

    /// A follower asks the leader for a read index (thesis §6.4).
    record ReadIndex(long to, long from, Context context) implements Message {
        @Override
        public long term() {
            return 0;
        }
    }

    /// Answer to a read-index question, with the same context.
    record ReadIndexResponse(long to, long from, long term, long index, Context context)
            implements Answer {}

    /// A follower forwards proposals to the leader.
    record Propose(long to, long from, List<Proposal> proposals) implements Message {
        @Override
        public long term() {
            return 0;
        }
    }
}
