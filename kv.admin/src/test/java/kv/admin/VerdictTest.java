package kv.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import kv.admin.Verdict.Level;
import kv.api.pb.etcdserverpb.StatusResponse;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final ClusterView.Read GOOD_READ = new ClusterView.Read(Optional.empty(), 500);

    private static MemberView member(long id, String version, long dbBytes) {
        StatusResponse status = StatusResponse.newBuilder()
                .setVersion(version).setDbSize(dbBytes).setDbSizeQuota(1_000).build();
        return new MemberView(id, "m" + id, false, List.of("http://127.0.0.1:1"),
                Optional.of(status), Optional.empty());
    }

    private static MemberView silent(long id) {
        return new MemberView(id, "m" + id, false, List.of("http://127.0.0.1:1"),
                Optional.empty(), Optional.of("connection refused"));
    }

    private static ClusterView view(List<MemberView> members, String... alarms) {
        return view(1, GOOD_READ, members, alarms);
    }

    private static ClusterView view(
            long leader, ClusterView.Read read, List<MemberView> members, String... alarms) {
        List<ClusterView.Alarm> raised = List.of(alarms).stream()
                .map(kind -> new ClusterView.Alarm(1, kind)).toList();
        return new ClusterView(Optional.empty(), 7, leader, 1, 2, 3, members, raised, read);
    }

    private static void assertVerdict(Level level, String part, ClusterView view) {
        Verdict verdict = Verdict.of(view);
        assertEquals(level, verdict.level());
        assertTrue(verdict.sentence().contains(part), verdict.sentence());
        assertEquals(level == Level.HEALTHY, verdict.advice().isEmpty());
    }

    @Test
    void praisesASingleMemberThatLeads() {
        assertVerdict(Level.HEALTHY, "the only member, m1,", view(List.of(member(1, "3.7.1", 1))));
    }

    @Test
    void tellsWhyTheServerDoesNotAnswer() {
        assertVerdict(Level.DOWN, "connection refused", ClusterView.silent("connection refused"));
    }

    @Test
    void namesAMissingLeader() {
        assertVerdict(Level.DEGRADED, "no leader",
                view(0, GOOD_READ, List.of(member(1, "3.7.1", 1))));
    }

    @Test
    void saysThatAFullClusterIsReadOnly() {
        assertVerdict(Level.DEGRADED, "read-only",
                view(List.of(member(1, "3.7.1", 1)), "NOSPACE"));
    }

    @Test
    void putsCorruptionBeforeSpace() {
        assertVerdict(Level.DEGRADED, "CORRUPT",
                view(List.of(member(1, "3.7.1", 1)), "NOSPACE", "CORRUPT"));
    }

    @Test
    void countsSilentMembersAgainstTheQuorum() {
        assertVerdict(Level.DEGRADED,
                "1 of 3 members do not answer (m3); 2 of 3 voters do, 2 are needed",
                view(List.of(member(1, "3.7.1", 1), member(2, "3.7.1", 1), silent(3))));
    }

    @Test
    void reportsAFailedReadButNotADeniedOne() {
        var timedOut = new ClusterView.Read(Optional.of("etcdserver: request timed out"), 0);
        assertVerdict(Level.DEGRADED, "request timed out",
                view(1, timedOut, List.of(member(1, "3.7.1", 1))));
        var denied = new ClusterView.Read(Optional.of("etcdserver: permission denied"), 0);
        assertVerdict(Level.HEALTHY, "leads",
                view(1, denied, List.of(member(1, "3.7.1", 1))));
    }

    @Test
    void isConcernedAboutSpaceAndVersions() {
        assertVerdict(Level.CONCERN, "90 % of its space quota",
                view(List.of(member(1, "3.7.1", 900))));
        assertVerdict(Level.CONCERN, "3.4.23, 3.7.1",
                view(List.of(member(1, "3.7.1", 1), member(2, "3.4.23", 1))));
    }
}
