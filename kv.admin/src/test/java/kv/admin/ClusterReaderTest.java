package kv.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.protobuf.MessageLite;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.AlarmType;
import kv.api.pb.etcdserverpb.Member;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.service.ClusterService;
import kv.api.service.KvService;
import kv.api.service.MaintenanceService;
import kv.api.service.Reply;
import kv.api.service.Services;
import kv.api.spi.client.ClientSession;
import org.junit.jupiter.api.Test;

class ClusterReaderTest {

    /// Member ids are unsigned: this one is negative as a `long`.
    private static final long FIRST = 0x886b03c4ae679a15L;
    private static final long SECOND = 0x12L;

    private final ScriptedCluster cluster = new ScriptedCluster();
    private final ClusterReader reader = new ClusterReader(cluster);

    /// A cluster that answers each method with one message, and refuses what has none.
    private static final class ScriptedCluster implements ClientSession {

        private final Map<String, MessageLite> answers = new HashMap<>();

        ScriptedCluster() {
            answers.put("status", status());
            answers.put("memberList", MemberListResponse.newBuilder()
                    .addMembers(member(FIRST, "a")).addMembers(member(SECOND, "b")).build());
            answers.put("alarm", AlarmResponse.getDefaultInstance());
            answers.put("range", RangeResponse.getDefaultInstance());
        }

        private static StatusResponse status() {
            return StatusResponse.newBuilder().setHeader(ResponseHeader.newBuilder()
                            .setClusterId(0x0dL).setMemberId(FIRST).setRevision(9))
                    .setVersion("3.7.1").setLeader(FIRST).setRaftTerm(2).setDbSize(77).build();
        }

        private static Member member(long id, String name) {
            return Member.newBuilder().setID(id).setName(name)
                    .addClientURLs("http://" + name + ":2379").build();
        }

        private <S> S scripted(Class<S> type) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        answer(method.getName(), (Reply<?>) arguments[2]);
                        return null;
                    }));
        }

        @SuppressWarnings("unchecked")
        private void answer(String method, Reply<?> reply) {
            MessageLite message = answers.get(method);
            if (message == null) {
                reply.fail(new KvException(StatusCode.UNIMPLEMENTED, "no " + method));
            } else {
                ((Reply<MessageLite>) reply).complete(message);
            }
        }

        @Override
        public Services services() {
            return Services.none()
                    .with(MaintenanceService.class, scripted(MaintenanceService.class))
                    .with(ClusterService.class, scripted(ClusterService.class))
                    .with(KvService.class, scripted(KvService.class));
        }

        @Override
        public Services servicesOf(String endpoint) {
            return Services.none();
        }

        @Override
        public boolean awaitConnected() {
            return true;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void takesTheAnsweringMembersStatusAndAsksTheOthers() {
        ClusterView view = reader.read();
        assertEquals(2, view.members().size());
        assertEquals(77, view.members().getFirst().status().orElseThrow().getDbSize());
        assertEquals(Optional.of("MaintenanceService is not served"),
                view.members().getLast().silence());
        assertEquals(9, view.revision());
        assertTrue(view.read().failure().isEmpty());
    }

    @Test
    void countsItsOwnReads() {
        reader.read();
        reader.read();
        assertEquals(2, reader.ownReads());
    }

    @Test
    void goesOnWithoutListsThatTheServerDoesNotHave() {
        cluster.answers.remove("memberList");
        cluster.answers.remove("alarm");
        ClusterView view = reader.read();
        assertEquals(List.of(FIRST), view.members().stream().map(MemberView::id).toList());
        assertEquals(List.of(), view.alarms());
    }

    @Test
    void tellsWhyAReadFailed() {
        cluster.answers.remove("range");
        assertEquals(Optional.of("no range"), reader.read().read().failure());
    }

    @Test
    void isSilentWithoutAStatus() {
        cluster.answers.remove("status");
        assertEquals(Optional.of("no status"), reader.read().silence());
    }

    @Test
    void writesIdsInHexAndCallsWithoutTheConsolesOwn() {
        cluster.answers.put("alarm", AlarmResponse.newBuilder().addAlarms(AlarmMember.newBuilder()
                .setMemberID(SECOND).setAlarm(AlarmType.NOSPACE)).build());
        Measurements measured = Measurements.of("""
                grpc_server_started_total{grpc_method="Range",grpc_service="etcdserverpb.KV"} 5
                """);
        JsonObject document = new Gson().fromJson(
                new StatusDocument(reader.read(), measured, 3, 1).json(), JsonObject.class);
        JsonObject first = document.getAsJsonArray("members").get(0).getAsJsonObject();
        assertEquals("886b03c4ae679a15", first.get("id").getAsString());
        assertEquals("leader", first.get("role").getAsString());
        assertFalse(first.has("quotaBytes"));
        assertEquals("b", document.getAsJsonArray("alarms").get(0).getAsJsonObject()
                .get("member").getAsString());
        assertEquals(2, document.getAsJsonObject("calls").get("Range").getAsInt());
    }
}
