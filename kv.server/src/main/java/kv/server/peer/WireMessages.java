package kv.server.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import kv.api.pb.raftpb.EntryType;
import kv.api.pb.raftpb.MessageType;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.Message;
import kv.raft.model.Payload;
import kv.raft.model.Proposal;
import kv.server.command.CommandPayload;

/// Turns the core's messages into those of the wire. The content of entries is shared, not copied.
/// Stateless.
public final class WireMessages {

    /// What a candidate says whom the old leader has asked to campaign.
    static final ByteString CAMPAIGN_TRANSFER = ByteString.copyFromUtf8("CampaignTransfer");

    private static final EntryType[] TYPES =
            {EntryType.EntryNormal, EntryType.EntryConfChange, EntryType.EntryConfChangeV2};

    private WireMessages() {
    }

    /// The message as it is sent; a snapshot without its content.
    public static kv.api.pb.raftpb.Message of(Message message) {
        kv.api.pb.raftpb.Message.Builder wire = kv.api.pb.raftpb.Message.newBuilder()
                .setTo(message.to()).setFrom(message.from());
        if (message.term() != 0) {
            wire.setTerm(message.term());
        }
        switch (message) {
            case Message.Append append -> append(wire, append);
            case Message.AppendResponse response -> appendResponse(wire, response);
            case Message.Vote vote -> vote(wire, vote);
            case Message.VoteResponse response -> refusal(
                    wire.setType(MessageType.MsgVoteResp), response.rejected());
            case Message.PreVote vote -> wire.setType(MessageType.MsgPreVote)
                    .setLogTerm(vote.last().term()).setIndex(vote.last().index());
            case Message.PreVoteResponse response -> refusal(
                    wire.setType(MessageType.MsgPreVoteResp), response.rejected());
            case Message.Heartbeat heartbeat -> context(wire.setType(MessageType.MsgHeartbeat)
                    .setCommit(heartbeat.commit()), heartbeat.context());
            case Message.HeartbeatResponse response -> context(
                    wire.setType(MessageType.MsgHeartbeatResp), response.context());
            case Message.InstallSnapshot snapshot -> wire.setType(MessageType.MsgSnap)
                    .setSnapshot(WireSnapshots.of(snapshot.snapshot()));
            case Message.TimeoutNow _ -> wire.setType(MessageType.MsgTimeoutNow);
            case Message.ReadIndex question -> asEntry(
                    wire.setType(MessageType.MsgReadIndex), question.context());
            case Message.ReadIndexResponse response -> asEntry(
                    wire.setType(MessageType.MsgReadIndexResp).setIndex(response.index()),
                    response.context());
            case Message.Propose propose -> propose(wire, propose);
        }
        return wire.build();
    }

    private static void append(kv.api.pb.raftpb.Message.Builder wire, Message.Append append) {
        wire.setType(MessageType.MsgApp).setLogTerm(append.prev().term())
                .setIndex(append.prev().index()).setCommit(append.commit());
        for (Entry entry : append.entries()) {
            wire.addEntries(content(entry.kind(), entry.payload())
                    .setTerm(entry.term()).setIndex(entry.index()));
        }
    }

    private static void appendResponse(
            kv.api.pb.raftpb.Message.Builder wire, Message.AppendResponse response) {
        wire.setType(MessageType.MsgAppResp).setIndex(response.index());
        if (response.rejected()) {
            wire.setReject(true).setRejectHint(response.hint().index())
                    .setLogTerm(response.hint().term());
        }
    }

    private static void vote(kv.api.pb.raftpb.Message.Builder wire, Message.Vote vote) {
        wire.setType(MessageType.MsgVote)
                .setLogTerm(vote.last().term()).setIndex(vote.last().index());
        if (vote.transfer()) {
            wire.setContext(CAMPAIGN_TRANSFER);
        }
    }

    private static void refusal(kv.api.pb.raftpb.Message.Builder wire, boolean rejected) {
        if (rejected) {
            wire.setReject(true);
        }
    }

    private static void context(
            kv.api.pb.raftpb.Message.Builder wire, kv.raft.model.Context context) {
        if (!context.isEmpty()) {
            wire.setContext(UnsafeByteOperations.unsafeWrap(context.toByteArray()));
        }
    }

    private static void asEntry(
            kv.api.pb.raftpb.Message.Builder wire, kv.raft.model.Context context) {
        wire.addEntries(kv.api.pb.raftpb.Entry.newBuilder()
                .setData(UnsafeByteOperations.unsafeWrap(context.toByteArray())));
    }

    private static void propose(kv.api.pb.raftpb.Message.Builder wire, Message.Propose propose) {
        wire.setType(MessageType.MsgProp);
        for (Proposal proposal : propose.proposals()) {
            wire.addEntries(content(proposal.kind(), proposal.payload()));
        }
    }

    private static kv.api.pb.raftpb.Entry.Builder content(EntryKind kind, Payload payload) {
        kv.api.pb.raftpb.Entry.Builder entry = kv.api.pb.raftpb.Entry.newBuilder();
        if (kind != EntryKind.NORMAL) {
            entry.setType(TYPES[kind.ordinal()]);
        }
        if (payload instanceof CommandPayload command) {
            entry.setData(UnsafeByteOperations.unsafeWrap(command.bytes()));
        }
        return entry;
    }
}
