package kv.server.reconfiguration;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.server.cluster.Membership;
import kv.store.schema.MemberRow;

/// What `--strict-reconfig-check` keeps from the log: changes of membership that could cost the
/// cluster its quorum, as far as this member can see. Stateless; judges what it is shown.
public final class ReconfigurationRules {

    /// How long a member must have been reachable without a break to count as healthy.
    public static final long HEALTHY_NS = TimeUnit.SECONDS.toNanos(5);

    private final long selfId;
    private final LongPredicate healthy;
    private final LongPredicate active;

    /// @param healthy whether another member has been reachable for so long
    /// @param active whether another member is reachable now
    public ReconfigurationRules(long selfId, LongPredicate healthy, LongPredicate active) {
        this.selfId = selfId;
        this.healthy = healthy;
        this.active = active;
    }

    /// @throws KvException when the member must not be added
    public void checkAdd(Membership now, boolean learner) {
        List<MemberRow> voters = voters(now);
        int started = started(voters);
        int size = voters.size() + 1;
        boolean restores = started == 1 && size == 2;
        if (!learner && !restores && started < quorum(size)) {
            throw new KvException(ErrorCode.MEMBER_NOT_ENOUGH_STARTED);
        }
        if (voters.size() > 1 && connected(voters) < quorum(size)) {
            throw new KvException(ErrorCode.UNHEALTHY);
        }
    }

    /// @throws KvException when the learner must not be given a vote
    public void checkPromote(Membership now) {
        List<MemberRow> voters = voters(now);
        if (started(voters) + 1 < quorum(voters.size() + 1)) {
            throw new KvException(ErrorCode.MEMBER_NOT_ENOUGH_STARTED);
        }
    }

    /// @throws KvException when the member must not be removed
    public void checkRemove(Membership now, long id) {
        if (now.find(id).filter(MemberRow::learner).isPresent()) {
            return;
        }
        List<MemberRow> voters = voters(now);
        List<MemberRow> left = voters.stream().filter(member -> member.id() != id).toList();
        if (started(left) < quorum(left.size())) {
            throw new KvException(ErrorCode.MEMBER_NOT_ENOUGH_STARTED);
        }
        if (id != selfId && !active.test(id)) {
            return;
        }
        if (connected(voters) - 1 < quorum(voters.size() - 1)) {
            throw new KvException(ErrorCode.UNHEALTHY);
        }
    }

    private static List<MemberRow> voters(Membership now) {
        return now.members().stream().filter(member -> !member.learner()).toList();
    }

    /// A member that has told its name has started at least once.
    private static int started(List<MemberRow> members) {
        return (int) members.stream().filter(member -> !member.name().isEmpty()).count();
    }

    private int connected(List<MemberRow> members) {
        return (int) members.stream()
                .filter(member -> member.id() == selfId || healthy.test(member.id())).count();
    }

    private static int quorum(int size) {
        return size / 2 + 1;
    }
}
