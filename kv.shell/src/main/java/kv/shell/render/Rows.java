package kv.shell.render;

import java.util.List;
import java.util.Locale;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.Member;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.StatusResponse;

/// Answers as rows of cells, for the formats that line them up.
final class Rows {

    static final List<String> MEMBER_COLUMNS = List.of("ID", "STATUS", "NAME", "PEER ADDRS",
            "CLIENT ADDRS", "IS LEARNER");
    static final List<String> STATUS_COLUMNS = List.of("ENDPOINT", "ID", "VERSION",
            "STORAGE VERSION", "DB SIZE", "IN USE", "PERCENTAGE NOT IN USE", "QUOTA", "IS LEADER",
            "IS LEARNER", "RAFT TERM", "RAFT INDEX", "RAFT APPLIED INDEX", "ERRORS",
            "DOWNGRADE TARGET VERSION", "DOWNGRADE ENABLED");
    static final List<String> HASH_COLUMNS = List.of("ENDPOINT", "HASH", "HASH REVISION");
    static final List<String> HEALTH_COLUMNS = List.of("ENDPOINT", "HEALTH", "TOOK", "ERROR");

    private Rows() {
    }

    static List<List<String>> members(MemberListResponse answer) {
        return answer.getMembersList().stream().map(Rows::member).toList();
    }

    private static List<String> member(Member member) {
        return List.of(
                memberId(member.getID()),
                member.getName().isEmpty() ? "unstarted" : "started",
                member.getName(),
                String.join(",", member.getPeerURLsList()),
                String.join(",", member.getClientURLsList()),
                Boolean.toString(member.getIsLearner()));
    }

    static List<String> status(Answer<StatusResponse> answer) {
        StatusResponse status = answer.message();
        long memberId = status.getHeader().getMemberId();
        return List.of(
                answer.endpoint(),
                memberId(memberId),
                status.getVersion(),
                status.getStorageVersion(),
                GoText.size(status.getDbSize()),
                GoText.size(status.getDbSizeInUse()),
                notInUse(status),
                GoText.size(status.getDbSizeQuota()),
                Boolean.toString(status.getLeader() == memberId),
                Boolean.toString(status.getIsLearner()),
                Long.toUnsignedString(status.getRaftTerm()),
                Long.toUnsignedString(status.getRaftIndex()),
                Long.toUnsignedString(status.getRaftAppliedIndex()),
                String.join(", ", status.getErrorsList()),
                status.getDowngradeInfo().getTargetVersion(),
                Boolean.toString(status.getDowngradeInfo().getEnabled()));
    }

    private static String notInUse(StatusResponse status) {
        double used = status.getDbSize() == 0
                ? 1
                : (double) status.getDbSizeInUse() / status.getDbSize();
        return String.format(Locale.ROOT, "%.0f%%", (1 - used) * 100);
    }

    static List<String> hash(Answer<HashKVResponse> answer) {
        return List.of(
                answer.endpoint(),
                Integer.toUnsignedString(answer.message().getHash()),
                Long.toString(answer.message().getHashRevision()));
    }

    static List<String> health(Health health) {
        return List.of(health.endpoint(), Boolean.toString(health.healthy()),
                GoText.duration(health.tookNs()), health.error());
    }

    /// A member id, in hexadecimal as etcd writes it.
    static String memberId(long id) {
        return Long.toHexString(id);
    }

    /// A lease id, in 16 hexadecimal digits.
    static String leaseId(long id) {
        return String.format("%016x", id);
    }
}
