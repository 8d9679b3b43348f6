package kv.server.service;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.service.ClientCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MemberGateTest {

    private static final String WATCH = "etcdserverpb.Watch/Watch";
    private static final String SNAPSHOT = "etcdserverpb.Maintenance/Snapshot";
    private static final ClientCall ANY = ClientCall.unlimited();
    private static final ClientCall LED = ANY.with(Map.of("hasleader", "true"));

    private final List<Optional<ErrorCode>> ended = new ArrayList<>();
    private boolean learner;
    private boolean hasLeader = true;
    private final MemberGate gate = new MemberGate(() -> learner, () -> hasLeader, 10);

    private static void refused(ErrorCode code, Executable call) {
        assertEquals(Optional.of(code), assertThrows(KvException.class, call).code());
    }

    private Runnable open(ClientCall call, String method) {
        return gate.admitStream(call, method, refusal -> ended.add(refusal.code()));
    }

    private void elections(int count, long fromNs) {
        for (int i = 0; i < count; i++) {
            gate.doWork(fromNs + 10L * i);
        }
    }

    @Test
    void aLearnerServesItsStatusSerializableReadsAndSnapshots() {
        learner = true;

        assertDoesNotThrow(() -> gate.admit(ANY, StatusRequest.getDefaultInstance()));
        assertDoesNotThrow(() -> gate.admit(ANY,
                RangeRequest.newBuilder().setSerializable(true).build()));
        assertDoesNotThrow(() -> open(ANY, SNAPSHOT));
        refused(ErrorCode.NOT_SUPPORTED_FOR_LEARNER,
                () -> gate.admit(ANY, RangeRequest.getDefaultInstance()));
        refused(ErrorCode.NOT_SUPPORTED_FOR_LEARNER,
                () -> gate.admit(ANY, PutRequest.getDefaultInstance()));
        refused(ErrorCode.NOT_SUPPORTED_FOR_LEARNER, () -> open(ANY, WATCH));
    }

    @Test
    void withoutALeaderOnlyThoseWhoDoNotAskForOneAreServed() {
        hasLeader = false;

        assertDoesNotThrow(() -> gate.admit(ANY, PutRequest.getDefaultInstance()));
        assertDoesNotThrow(() -> open(ANY, WATCH));
        refused(ErrorCode.NO_LEADER, () -> gate.admit(LED, PutRequest.getDefaultInstance()));
        refused(ErrorCode.NO_LEADER, () -> open(LED, WATCH));
    }

    @Test
    void streamsThatNeedALeaderEndAfterThreeElectionTimeoutsWithoutOne() {
        open(ANY, WATCH);
        open(LED, WATCH);
        elections(2, 1);

        hasLeader = false;
        elections(2, 21);
        assertEquals(List.of(), ended);

        elections(2, 41);
        assertEquals(List.of(Optional.of(ErrorCode.NO_LEADER)), ended);
    }

    @Test
    void aLeaderInBetweenBeginsTheCountAnew() {
        open(LED, WATCH);
        hasLeader = false;
        elections(3, 1);
        hasLeader = true;
        elections(1, 31);
        hasLeader = false;
        elections(2, 41);

        assertEquals(List.of(), ended);
    }

    @Test
    void aStreamThatHasEndedIsForgotten() {
        open(LED, WATCH).run();
        hasLeader = false;
        elections(9, 1);

        assertEquals(List.of(), ended);
    }
}
