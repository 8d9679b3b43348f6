package kv.server.cluster;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import kv.api.pb.raftpb.ConfChangeSingle;
import kv.api.pb.raftpb.ConfChangeType;
import kv.api.pb.raftpb.ConfChangeV2;
import kv.raft.model.ConfChange;
import kv.raft.model.EntryKind;
import kv.raft.model.InvariantError;
import kv.store.schema.MemberRow;

/// Changes of membership between the log's form (`raftpb.ConfChange`, with etcd's JSON of the
/// member as context) and the core's.
public final class ConfChanges {

    private static final ConfChange.Kind[] KINDS = ConfChange.Kind.values();
    private static final ConfChange.Transition[] TRANSITIONS = ConfChange.Transition.values();

    private ConfChanges() {
    }

    /// A change with the member that it is about.
    ///
    /// @param id the proposal's, by which its member knows it
    /// @param change for the core
    /// @param context etcd's JSON of the member; empty for none
    public record Decoded(long id, ConfChange change, byte[] context) {

        /// The member in the context.
        public MemberRow member() {
            return MemberRow.decode(context);
        }

        /// Whether a learner is to vote.
        public boolean promotes() {
            return MemberRow.promotes(context);
        }
    }

    /// What goes into the log to change the membership.
    ///
    /// @param id of the proposal
    /// @param context etcd's JSON of the member; empty for none
    public static byte[] encode(long id, ConfChange.Step step, byte[] context) {
        kv.api.pb.raftpb.ConfChange.Builder change = kv.api.pb.raftpb.ConfChange.newBuilder()
                .setId(id)
                .setType(ConfChangeType.forNumber(step.kind().ordinal()))
                .setNodeId(step.nodeId());
        if (context.length > 0) {
            change.setContext(ByteString.copyFrom(context));
        }
        return change.build().toByteArray();
    }

    /// The entry that adds a founding member: no id, since nobody waits for it.
    public static byte[] founding(MemberRow member) {
        return kv.api.pb.raftpb.ConfChange.newBuilder()
                .setType(ConfChangeType.ConfChangeAddNode)
                .setNodeId(member.id())
                .setContext(ByteString.copyFrom(member.encode()))
                .build()
                .toByteArray();
    }

    /// Reads the data of an entry that changes the membership.
    public static Decoded decode(EntryKind kind, byte[] data) {
        try {
            return read(kind, data);
        } catch (InvalidProtocolBufferException e) {
            throw new InvariantError("a committed change of membership cannot be read: "
                    + e.getMessage());
        }
    }

    /// Reads what may become the data of such an entry.
    ///
    /// @throws InvalidProtocolBufferException when it cannot be read
    public static Decoded read(EntryKind kind, byte[] data)
            throws InvalidProtocolBufferException {
        return kind == EntryKind.CONF_CHANGE ? simple(data) : joint(data);
    }

    private static Decoded simple(byte[] data) throws InvalidProtocolBufferException {
        kv.api.pb.raftpb.ConfChange change = kv.api.pb.raftpb.ConfChange.parseFrom(data);
        return new Decoded(change.getId(),
                ConfChange.single(KINDS[change.getType().getNumber()], change.getNodeId()),
                change.getContext().toByteArray());
    }

    private static Decoded joint(byte[] data) throws InvalidProtocolBufferException {
        ConfChangeV2 change = ConfChangeV2.parseFrom(data);
        List<ConfChange.Step> steps = new ArrayList<>();
        for (ConfChangeSingle step : change.getChangesList()) {
            steps.add(new ConfChange.Step(KINDS[step.getType().getNumber()], step.getNodeId()));
        }
        return new Decoded(0,
                new ConfChange(TRANSITIONS[change.getTransition().getNumber()], steps),
                change.getContext().toByteArray());
    }
}
