package kv.admin;

import java.util.List;
import java.util.Optional;

/// The cluster as one look at it showed it. Immutable.
///
/// @param silence why the server gave no status; empty when it did, and only then the rest counts
/// @param clusterId the cluster's id
/// @param leaderId of the member that leads, 0 when there is none
/// @param answeringId of the member that gave the status
/// @param term Raft's term
/// @param revision of the store
/// @param members in the server's order; at least the answering one
/// @param alarms that are raised
/// @param read how a linearizable read went
record ClusterView(
        Optional<String> silence,
        long clusterId,
        long leaderId,
        long answeringId,
        long term,
        long revision,
        List<MemberView> members,
        List<Alarm> alarms,
        Read read) {

    /// One raised alarm.
    ///
    /// @param kind etcd's word, such as `NOSPACE`
    record Alarm(long memberId, String kind) {
    }

    /// A linearizable read, which needs a leader and a quorum.
    ///
    /// @param failure why it was refused; empty when it was answered
    /// @param micros how long it took
    record Read(Optional<String> failure, long micros) {
    }

    /// A server that does not answer.
    static ClusterView silent(String reason) {
        return new ClusterView(Optional.of(reason), 0, 0, 0, 0, 0, List.of(), List.of(),
                new Read(Optional.of(reason), 0));
    }

    /// The member of that id, if it is one of the cluster.
    Optional<MemberView> member(long id) {
        return members.stream().filter(member -> member.id() == id).findFirst();
    }

    /// Members that vote.
    List<MemberView> voters() {
        return members.stream().filter(member -> !member.learner()).toList();
    }
}
