package kv.server.consensus;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import kv.raft.model.ConfState;
import kv.raft.model.NodeIds;

/// The membership in the log's form, `raftpb.ConfState`.
final class ConfStates {

    private ConfStates() {
    }

    static ByteString encode(ConfState state) {
        return kv.api.pb.raftpb.ConfState.newBuilder()
                .addAllVoters(ids(state.voters()))
                .addAllLearners(ids(state.learners()))
                .addAllVotersOutgoing(ids(state.votersOutgoing()))
                .addAllLearnersNext(ids(state.learnersNext()))
                .setAutoLeave(state.autoLeave())
                .build()
                .toByteString();
    }

    private static List<Long> ids(NodeIds ids) {
        List<Long> list = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            list.add(ids.get(i));
        }
        return list;
    }
}
