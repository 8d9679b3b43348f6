package kv.simulation.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.AlarmRequest;
import kv.api.pb.etcdserverpb.AlarmRequest.AlarmAction;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.AlarmType;
import kv.api.service.AwaitedReply;
import kv.api.service.ClientCall;
import kv.api.service.MaintenanceService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final int UNKNOWN_KIND = 9;
    private static final int PATIENCE = 5_000;

    private final SimulatedMember world = new SimulatedMember(1);

    @BeforeEach
    void start() throws Exception {
        world.start();
    }

    private List<AlarmMember> ask(AlarmAction action, int kind) {
        AwaitedReply<AlarmResponse> reply = new AwaitedReply<>();
        world.member().services().find(MaintenanceService.class).orElseThrow().alarm(
                ClientCall.unlimited(), AlarmRequest.newBuilder()
                        .setAction(action).setMemberID(7).setAlarmValue(kind).build(), reply);
        for (int turn = 0; turn < PATIENCE && !reply.future().isDone(); turn++) {
            world.turn();
        }
        assertTrue(reply.future().isDone(), "no answer");
        return reply.await().getAlarmsList();
    }

    @Test
    void aRaisedAlarmStandsUntilItIsLowered() {
        List<AlarmMember> raised = ask(AlarmAction.ACTIVATE, AlarmType.NOSPACE_VALUE);
        assertEquals(raised, ask(AlarmAction.GET, AlarmType.NONE_VALUE));

        assertEquals(raised, ask(AlarmAction.DEACTIVATE, AlarmType.NOSPACE_VALUE));
        assertEquals(List.of(), ask(AlarmAction.GET, AlarmType.NONE_VALUE));
    }

    @Test
    void kindsThatNobodyKnowsBreakNothing() {
        assertEquals(List.of(), ask(AlarmAction.GET, UNKNOWN_KIND));
        assertEquals(List.of(), ask(AlarmAction.DEACTIVATE, UNKNOWN_KIND));

        List<AlarmMember> raised = ask(AlarmAction.ACTIVATE, UNKNOWN_KIND);
        assertEquals(raised, ask(AlarmAction.GET, UNKNOWN_KIND));
    }

    @Test
    void raisingNoAlarmRaisesNone() {
        assertEquals(List.of(), ask(AlarmAction.ACTIVATE, AlarmType.NONE_VALUE));
        assertEquals(List.of(), ask(AlarmAction.GET, AlarmType.NONE_VALUE));
    }
}
