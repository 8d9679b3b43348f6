package kv.raft.testing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.HardState;
import kv.raft.model.Message;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.HeartbeatResponse;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.Message.PreVote;
import kv.raft.model.Message.PreVoteResponse;
import kv.raft.model.Message.Propose;
import kv.raft.model.Message.ReadIndex;
import kv.raft.model.Message.ReadIndexResponse;
import kv.raft.model.Message.TimeoutNow;
import kv.raft.model.Message.Vote;
import kv.raft.model.Message.VoteResponse;
import kv.raft.model.SnapshotMeta;

/// How scenarios write the values of consensus: an entry id is `term/index`.
public final class Words {

    private static final long FIRST_QUESTION = 1L << 62;

    private Words() {
    }

    public static String of(Message message) {
        return message.from() + "->" + message.to() + " " + content(message);
    }

    private static String content(Message message) {
        return switch (message) {
            case Append m -> "append" + term(m) + " after " + of(m.prev()) + " "
                    + of(m.entries()) + " commit " + m.commit();
            case AppendResponse m -> "append-response" + term(m) + (m.rejected()
                    ? " no to " + index(m.index()) + ", try " + of(m.hint())
                    : " ok to " + m.index());
            case Vote m -> "vote" + term(m) + " last " + of(m.last())
                    + (m.transfer() ? " transfer" : "");
            case VoteResponse m -> "vote-response" + term(m) + yesNo(m.rejected());
            case PreVote m -> "pre-vote" + term(m) + " last " + of(m.last());
            case PreVoteResponse m -> "pre-vote-response" + term(m) + yesNo(m.rejected());
            case Heartbeat m -> "heartbeat" + term(m) + " commit " + m.commit()
                    + context(m.context().isLong() ? m.context().toLong() : 0);
            case HeartbeatResponse m -> "heartbeat-response" + term(m)
                    + context(m.context().isLong() ? m.context().toLong() : 0);
            case InstallSnapshot m -> "snapshot" + term(m) + " " + of(m.snapshot());
            case TimeoutNow m -> "timeout-now" + term(m);
            case ReadIndex m -> "read-index" + context(m.context().toLong());
            case ReadIndexResponse m -> "read-index-response" + term(m) + " index " + m.index()
                    + context(m.context().toLong());
            case Propose m -> "propose " + m.proposals().stream()
                    .map(proposal -> proposal.payload().toString())
                    .collect(Collectors.joining(", ", "[", "]"));
        };
    }

    private static String term(Message message) {
        return " term " + message.term();
    }

    private static String context(long context) {
        return context == 0 ? "" : " context " + context;
    }

    private static String yesNo(boolean rejected) {
        return rejected ? " no" : " yes";
    }

    /// `PRE_CANDIDATE` as `pre-candidate`.
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static String of(EntryId id) {
        return id.term() + "/" + index(id.index());
    }

    /// An index that no log reaches is a question, known by its number.
    private static String index(long index) {
        return index > FIRST_QUESTION ? "?" + (index - FIRST_QUESTION) : Long.toString(index);
    }

    public static String of(List<Entry> entries) {
        return entries.stream().map(Words::of).collect(Collectors.joining(", ", "[", "]"));
    }

    public static String of(Entry entry) {
        String payload = entry.payload().toString();
        String text = payload.isEmpty() && entry.kind().changesMembership() ? "leave" : payload;
        return of(entry.id()) + (text.isEmpty() ? "" : " " + text);
    }

    public static String of(HardState state) {
        return "term " + state.term() + " vote " + state.vote() + " commit " + state.commit();
    }

    public static String of(SnapshotMeta snapshot) {
        return of(snapshot.id()) + " " + of(snapshot.confState());
    }

    /// Voters, then the outgoing half of a joint membership, then learners, then those to come.
    public static String of(ConfState membership) {
        return membership.voters()
                + (membership.isJoint() ? "&" + membership.votersOutgoing() : "")
                + (membership.learners().isEmpty() ? "" : " learners " + membership.learners())
                + (membership.learnersNext().isEmpty() ? "" : " next " + membership.learnersNext())
                + (membership.autoLeave() ? " auto" : "");
    }
}
