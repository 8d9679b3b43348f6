package kv.server.consensus;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import kv.raft.model.ConfState;
import kv.raft.model.InvariantError;
import kv.raft.model.NodeIds;
import kv.store.schema.ConfStateRow;

/// The membership in the log's form, `raftpb.ConfState`, and in the engine's. Stateless.
public final class ConfStates {

    private ConfStates() {
    }

    static ByteString encode(ConfState state) {
        return kv.api.pb.raftpb.ConfState.newBuilder()
                .addAllVoters(list(state.voters()))
                .addAllLearners(list(state.learners()))
                .addAllVotersOutgoing(list(state.votersOutgoing()))
                .addAllLearnersNext(list(state.learnersNext()))
                .setAutoLeave(state.autoLeave())
                .build()
                .toByteString();
    }

    /// What a snapshot record of the log says.
    public static ConfState decode(ByteString encoded) {
        try {
            kv.api.pb.raftpb.ConfState state = kv.api.pb.raftpb.ConfState.parseFrom(encoded);
            return new ConfState(ids(state.getVotersList()), ids(state.getLearnersList()),
                    ids(state.getVotersOutgoingList()), ids(state.getLearnersNextList()),
                    state.getAutoLeave());
        } catch (InvalidProtocolBufferException e) {
            throw new InvariantError("a snapshot record of the log names no membership: "
                    + e.getMessage());
        }
    }

    /// What the engine's row says.
    public static ConfState of(ConfStateRow row) {
        return new ConfState(ids(row.voters()), ids(row.learners()), ids(row.votersOutgoing()),
                ids(row.learnersNext()), row.autoLeave());
    }

    /// The engine's row.
    public static ConfStateRow row(ConfState state) {
        return new ConfStateRow(list(state.voters()), list(state.votersOutgoing()),
                list(state.learners()), list(state.learnersNext()), state.autoLeave());
    }

    private static NodeIds ids(List<Long> ids) {
        return NodeIds.of(ids.stream().mapToLong(Long::longValue).toArray());
    }

    private static List<Long> list(NodeIds ids) {
        List<Long> list = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            list.add(ids.get(i));
        }
        return list;
    }
}
