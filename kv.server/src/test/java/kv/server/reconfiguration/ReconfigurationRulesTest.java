package kv.server.reconfiguration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.server.cluster.Membership;
import kv.store.schema.MemberRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Judged by member 1.
class ReconfigurationRulesTest {

    private static Membership members(int started, int unstarted) {
        List<MemberRow> members = LongStream.rangeClosed(1, started + unstarted)
                .mapToObj(id -> new MemberRow(id, List.of("http://h:" + id), false,
                        id <= started ? "m" + id : "", List.of())).toList();
        return Membership.of(members, List.of(), "3.7.0");
    }

    private static ReconfigurationRules reaching(Long... healthy) {
        Set<Long> ids = Set.of(healthy);
        return new ReconfigurationRules(1, ids::contains, ids::contains);
    }

    private static void refused(ErrorCode code, Executable change) {
        KvException refusal = assertThrows(KvException.class, change);
        assertEquals(Optional.of(code), refusal.code());
    }

    @Test
    void aClusterOfOneTakesASecondMember() {
        assertDoesNotThrow(() -> reaching().checkAdd(members(1, 0), false));
        assertDoesNotThrow(() -> reaching().checkAdd(members(1, 0), true));
    }

    @Test
    void aVoterWaitsForTheOneBefore() {
        refused(ErrorCode.MEMBER_NOT_ENOUGH_STARTED,
                () -> reaching().checkAdd(members(1, 1), false));
    }

    @Test
    void nobodyIsAddedWhileTheQuorumIsOutOfReach() {
        assertDoesNotThrow(() -> reaching(2L, 3L).checkAdd(members(3, 0), false));
        refused(ErrorCode.UNHEALTHY, () -> reaching(2L).checkAdd(members(3, 0), false));
    }

    @Test
    void theLastOfTwoStaysWhenTheOtherNeverStarted() {
        refused(ErrorCode.MEMBER_NOT_ENOUGH_STARTED,
                () -> reaching().checkRemove(members(1, 1), 1));
        assertDoesNotThrow(() -> reaching().checkRemove(members(1, 1), 2));
    }

    @Test
    void aDeadMemberMayGoButNotALiveOneThatTheQuorumNeeds() {
        assertDoesNotThrow(() -> reaching(2L).checkRemove(members(3, 0), 3));
        refused(ErrorCode.UNHEALTHY, () -> reaching(2L).checkRemove(members(3, 0), 2));
    }

    @Test
    void aLearnerCountsAsStartedOnceItVotes() {
        assertDoesNotThrow(() -> reaching().checkPromote(members(1, 0)));
        refused(ErrorCode.MEMBER_NOT_ENOUGH_STARTED,
                () -> reaching().checkPromote(members(1, 2)));
    }
}
