package kv.server.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import kv.api.pb.raftpb.EntryType;
import kv.api.pb.raftpb.MessageType;
import kv.raft.model.Context;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.EntryKind;
import kv.raft.model.Message;
import kv.raft.model.Payload;
import kv.raft.model.Proposal;
import kv.server.cluster.ConfChanges;
import kv.server.command.CommandPayload;

/// Turns messages of the wire into the core's, and keeps from it what no member would send, since
/// the core takes a broken rule for a broken invariant. Stateless.
public final class HeardMessages {

    private HeardMessages() {
    }

    /// The message as the core takes it.
    ///
    /// @throws BadMessage when it is of no kind that crosses the network, or contradicts itself
    public static Message of(kv.api.pb.raftpb.Message wire) throws BadMessage {
        long to = wire.getTo();
        long from = wire.getFrom();
        long term = wire.getTerm();
        boolean outsideOfTerms = wire.getType() == MessageType.MsgProp
                || wire.getType() == MessageType.MsgReadIndex;
        if (from == 0 || (term <= 0) != outsideOfTerms) {
            throw bad(wire, "from " + from + " in term " + term);
        }
        return switch (wire.getType()) {
            case MsgApp -> append(wire);
            case MsgAppResp -> new Message.AppendResponse(to, from, term, wire.getIndex(),
                    wire.getReject(), new EntryId(wire.getLogTerm(), wire.getRejectHint()));
            case MsgVote -> new Message.Vote(to, from, term, last(wire),
                    wire.getContext().equals(WireMessages.CAMPAIGN_TRANSFER));
            case MsgVoteResp -> new Message.VoteResponse(to, from, term, wire.getReject());
            case MsgPreVote -> new Message.PreVote(to, from, term, last(wire));
            case MsgPreVoteResp -> new Message.PreVoteResponse(to, from, term, wire.getReject());
            case MsgHeartbeat -> new Message.Heartbeat(
                    to, from, term, wire.getCommit(), context(wire.getContext()));
            case MsgHeartbeatResp ->
                    new Message.HeartbeatResponse(to, from, term, context(wire.getContext()));
            case MsgSnap -> throw bad(wire, "a snapshot without its content");
            case MsgTimeoutNow -> new Message.TimeoutNow(to, from, term);
            case MsgReadIndex -> new Message.ReadIndex(to, from, question(wire));
            case MsgReadIndexResp -> new Message.ReadIndexResponse(
                    to, from, term, wire.getIndex(), question(wire));
            case MsgProp -> new Message.Propose(to, from, proposals(wire));
            default -> throw bad(wire, "never sent");
        };
    }

    /// A snapshot, when its content is here.
    ///
    /// @throws BadMessage when it contradicts itself
    public static Message.InstallSnapshot snapshot(kv.api.pb.raftpb.Message wire)
            throws BadMessage {
        if (wire.getFrom() == 0 || wire.getTerm() <= 0) {
            throw bad(wire, "from " + wire.getFrom() + " in term " + wire.getTerm());
        }
        return new Message.InstallSnapshot(wire.getTo(), wire.getFrom(), wire.getTerm(),
                WireSnapshots.meta(wire.getSnapshot()));
    }

    private static BadMessage bad(kv.api.pb.raftpb.Message wire, String reason) {
        return new BadMessage(wire.getType() + " from member "
                + Long.toHexString(wire.getFrom()) + ": " + reason);
    }

    private static EntryId last(kv.api.pb.raftpb.Message wire) {
        return new EntryId(wire.getLogTerm(), wire.getIndex());
    }

    private static Context context(ByteString bytes) {
        return bytes.isEmpty() ? Context.EMPTY : Context.of(bytes.toByteArray());
    }

    private static Context question(kv.api.pb.raftpb.Message wire) throws BadMessage {
        if (wire.getEntriesCount() != 1) {
            throw bad(wire, wire.getEntriesCount() + " contexts");
        }
        return context(wire.getEntries(0).getData());
    }

    /// Entries follow each other, in terms that never fall and never pass the leader's.
    private static Message append(kv.api.pb.raftpb.Message wire) throws BadMessage {
        List<Entry> entries = new ArrayList<>(wire.getEntriesCount());
        long term = wire.getLogTerm();
        long index = wire.getIndex();
        for (kv.api.pb.raftpb.Entry entry : wire.getEntriesList()) {
            index++;
            if (entry.getIndex() != index || entry.getTerm() < term || entry.getTerm() <= 0
                    || entry.getTerm() > wire.getTerm()) {
                throw bad(wire, "entry " + entry.getTerm() + "/" + entry.getIndex()
                        + " after " + term + "/" + (index - 1));
            }
            term = entry.getTerm();
            entries.add(new Entry(term, index, kind(entry), payload(entry)));
        }
        return new Message.Append(wire.getTo(), wire.getFrom(), wire.getTerm(),
                new EntryId(wire.getLogTerm(), wire.getIndex()), entries, wire.getCommit());
    }

    private static EntryKind kind(kv.api.pb.raftpb.Entry entry) {
        return switch (entry.getType()) {
            case EntryType.EntryNormal -> EntryKind.NORMAL;
            case EntryType.EntryConfChange -> EntryKind.CONF_CHANGE;
            case EntryType.EntryConfChangeV2 -> EntryKind.CONF_CHANGE_V2;
        };
    }

    private static Payload payload(kv.api.pb.raftpb.Entry entry) {
        return entry.getData().isEmpty()
                ? Payload.EMPTY : CommandPayload.ofBytes(entry.getData().toByteArray());
    }

    /// What is proposed here may be committed, and what is committed must be understood by all.
    private static List<Proposal> proposals(kv.api.pb.raftpb.Message wire) throws BadMessage {
        List<Proposal> proposals = new ArrayList<>(wire.getEntriesCount());
        for (kv.api.pb.raftpb.Entry entry : wire.getEntriesList()) {
            try {
                proposals.add(proposal(kind(entry), entry.getData()));
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                throw bad(wire, "a proposal that is none: " + e.getMessage());
            }
        }
        return proposals;
    }

    private static Proposal proposal(EntryKind kind, ByteString content)
            throws InvalidProtocolBufferException {
        if (kind == EntryKind.NORMAL) {
            return Proposal.normal(content.isEmpty()
                    ? Payload.EMPTY : CommandPayload.parse(content.toByteArray()));
        }
        byte[] bytes = content.toByteArray();
        return Proposal.confChange(kind, CommandPayload.ofBytes(bytes),
                ConfChanges.read(kind, bytes).change());
    }
}
