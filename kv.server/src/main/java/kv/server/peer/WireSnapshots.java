package kv.server.peer;

import java.util.List;
import kv.api.pb.raftpb.Snapshot;
import kv.api.pb.raftpb.SnapshotMetadata;
import kv.raft.model.ConfState;
import kv.raft.model.NodeIds;
import kv.raft.model.SnapshotMeta;

/// Where a snapshot stands in the log, between the core's form and the wire's. Stateless.
public final class WireSnapshots {

    private WireSnapshots() {
    }

    /// A snapshot without its content.
    public static Snapshot of(SnapshotMeta meta) {
        return Snapshot.newBuilder().setMetadata(SnapshotMetadata.newBuilder()
                .setIndex(meta.index()).setTerm(meta.term()).setConfState(of(meta.confState())))
                .build();
    }

    /// A membership.
    public static kv.api.pb.raftpb.ConfState of(ConfState state) {
        return kv.api.pb.raftpb.ConfState.newBuilder()
                .addAllVoters(list(state.voters()))
                .addAllLearners(list(state.learners()))
                .addAllVotersOutgoing(list(state.votersOutgoing()))
                .addAllLearnersNext(list(state.learnersNext()))
                .setAutoLeave(state.autoLeave())
                .build();
    }

    /// What a snapshot from the wire stands for.
    ///
    /// @throws BadMessage when it stands nowhere, or for a membership that cannot be
    public static SnapshotMeta meta(Snapshot snapshot) throws BadMessage {
        SnapshotMetadata metadata = snapshot.getMetadata();
        kv.api.pb.raftpb.ConfState state = metadata.getConfState();
        if (metadata.getIndex() <= 0 || metadata.getTerm() <= 0
                || state.getVotersCount() == 0 || state.getVotersOutgoingCount() > 0
                || state.getVotersList().contains(0L) || state.getLearnersList().contains(0L)) {
            throw new BadMessage("a snapshot at " + metadata.getTerm() + "/" + metadata.getIndex()
                    + " of " + state.getVotersCount() + " voters");
        }
        return new SnapshotMeta(metadata.getIndex(), metadata.getTerm(), new ConfState(
                ids(state.getVotersList()), ids(state.getLearnersList()),
                NodeIds.of(), NodeIds.of(), false));
    }

    private static NodeIds ids(List<Long> ids) {
        return NodeIds.of(ids.stream().mapToLong(Long::longValue).toArray());
    }

    private static List<Long> list(NodeIds ids) {
        return java.util.Arrays.stream(ids.toArray()).boxed().toList();
    }
}
