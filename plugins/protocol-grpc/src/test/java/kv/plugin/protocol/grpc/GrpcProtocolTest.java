package kv.plugin.protocol.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.AwaitedReply;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.api.service.LeaseService;
import kv.api.service.RequestSink;
import kv.api.service.WatchService;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GrpcProtocolTest {

    private TestServer server;
    private ClientSession session;
    private KvService kv;

    @BeforeEach
    void serve() throws Exception {
        server = new TestServer();
        session = server.connect();
        kv = session.services().find(KvService.class).orElseThrow();
    }

    @AfterEach
    void stop() {
        session.close();
        server.close();
    }

    private static ClientCall soon() {
        return ClientCall.within(Duration.ofSeconds(10));
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    private PutResponse put(String key, ByteString value) {
        var reply = new AwaitedReply<PutResponse>();
        kv.put(soon(), PutRequest.newBuilder().setKey(bytes(key)).setValue(value).build(), reply);
        return reply.await();
    }

    private RangeResponse get(ClientCall call, String key) {
        var reply = new AwaitedReply<RangeResponse>();
        kv.range(call, RangeRequest.newBuilder().setKey(bytes(key)).build(), reply);
        return reply.await();
    }

    @Test
    void carriesPutsAndGets() {
        assertEquals(2, put("a", bytes("1")).getHeader().getRevision());

        RangeResponse answer = get(soon(), "a");

        assertEquals("1", answer.getKvs(0).getValue().toStringUtf8());
        assertEquals(2, answer.getHeader().getRaftTerm());
    }

    @Test
    void takesAnswersFromAnotherThread() {
        assertEquals(2, put("late/a", bytes("1")).getHeader().getRevision());
    }

    @Test
    void carriesValuesOfMoreThanOneFrame() {
        ByteString large = ByteString.copyFrom(new byte[1_500_000]);

        put("large", large);

        assertEquals(large, get(soon(), "large").getKvs(0).getValue());
    }

    @Test
    void carriesRefusalsWithCodeAndText() {
        var thrown = assertThrows(KvException.class, () -> get(soon(), ""));
        assertEquals(ErrorCode.EMPTY_KEY, thrown.code().orElseThrow());

        var compacted = new AwaitedReply<kv.api.pb.etcdserverpb.CompactionResponse>();
        kv.compact(soon(), CompactionRequest.getDefaultInstance(), compacted);
        var refused = assertThrows(KvException.class, compacted::await);
        assertEquals(StatusCode.OUT_OF_RANGE, refused.status());
        assertEquals(ErrorCode.COMPACTED.text(), refused.getMessage());
    }

    @Test
    void answersAFailedServiceAsUnknown() {
        var reply = new AwaitedReply<kv.api.pb.etcdserverpb.DeleteRangeResponse>();
        kv.deleteRange(soon(), DeleteRangeRequest.getDefaultInstance(), reply);

        assertEquals(StatusCode.UNKNOWN, assertThrows(KvException.class, reply::await).status());
    }

    @Test
    void refusesServicesThatAreNotThere() {
        LeaseService lease = session.services().find(LeaseService.class).orElseThrow();
        var reply = new AwaitedReply<kv.api.pb.etcdserverpb.LeaseGrantResponse>();
        lease.leaseGrant(soon(), LeaseGrantRequest.getDefaultInstance(), reply);

        var refused = assertThrows(KvException.class, reply::await);
        assertEquals(StatusCode.UNIMPLEMENTED, refused.status());
        assertEquals("unknown service etcdserverpb.Lease", refused.getMessage());
    }

    @Test
    void refusesMessagesAboveTheLimitInEtcdsWords() {
        var reply = new AwaitedReply<PutResponse>();
        ByteString value = ByteString.copyFrom(new byte[2_097_152]);
        kv.put(soon(), PutRequest.newBuilder().setKey(bytes("a")).setValue(value).build(), reply);

        var refused = assertThrows(KvException.class, reply::await);
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.status());
        assertEquals("grpc: received message larger than max (2097160 vs. 2097152)",
                refused.getMessage());
        assertEquals(2, put("b", bytes("1")).getHeader().getRevision());
    }

    @Test
    void tellsTheServiceOfMetadataPeerAndDeadline() {
        get(soon().with(Map.of("token", "secret")), "a");

        assertEquals("secret", server.kv.last.metadata("token").orElseThrow());
        assertTrue(server.kv.last.metadata("hasleader").isEmpty());
        assertTrue(server.kv.last.peer().startsWith("127.0.0.1:"), server.kv.last.peer());
        long left = server.kv.last.deadlineNs() - System.nanoTime();
        assertTrue(left > 0 && left < TimeUnit.SECONDS.toNanos(11), "nanoseconds left: " + left);
    }

    @Test
    void givesUpAtTheDeadline() {
        var refused = assertThrows(KvException.class,
                () -> get(ClientCall.within(Duration.ofMillis(50)), "never"));

        assertEquals(StatusCode.DEADLINE_EXCEEDED, refused.status());
        assertEquals("context deadline exceeded", refused.getMessage());
    }

    @Test
    void carriesStreamsOfAnswers() throws Exception {
        put("k1", bytes("1"));
        put("k2", bytes("2"));
        put("x", bytes("3"));
        var answers = new CollectedStream<RangeStreamResponse>();

        kv.rangeStream(soon(), RangeRequest.newBuilder()
                .setKey(bytes("k")).setRangeEnd(bytes("l")).build(), answers);

        List<String> values = new ArrayList<>();
        for (RangeStreamResponse answer : answers.awaitEnd()) {
            values.add(answer.getRangeResponse().getKvs(0).getValue().toStringUtf8());
        }
        assertEquals(List.of("1", "2"), values);
    }

    @Test
    void carriesStreamsBothWays() throws Exception {
        WatchService watch = session.services().find(WatchService.class).orElseThrow();
        var answers = new CollectedStream<WatchResponse>();
        RequestSink<WatchRequest> requests = watch.watch(soon(), answers);

        requests.next(create(7));
        assertEquals(7, answers.awaitNext().getWatchId());
        requests.next(create(8));
        assertEquals(8, answers.awaitNext().getWatchId());
        requests.halfClosed();

        assertEquals(2, answers.awaitEnd().size());
    }

    @Test
    void tellsTheServiceThatItsCallerHasGone() throws Exception {
        WatchService watch = session.services().find(WatchService.class).orElseThrow();
        var answers = new CollectedStream<WatchResponse>();
        ClientCall call = ClientCall.unlimited();
        watch.watch(call, answers).next(create(7));
        answers.awaitNext();

        call.cancel();

        assertTrue(server.watch.cancelled.await(10, TimeUnit.SECONDS));
        assertEquals(StatusCode.CANCELED, answers.awaitRefusal().status());
    }

    @Test
    void asksTheGateBeforeTheService() throws Exception {
        server.gate.closed = true;
        WatchService watch = session.services().find(WatchService.class).orElseThrow();
        var answers = new CollectedStream<WatchResponse>();

        watch.watch(soon(), answers);

        assertEquals(ErrorCode.NOT_SUPPORTED_FOR_LEARNER,
                answers.awaitRefusal().code().orElseThrow());
        assertEquals(ErrorCode.NOT_SUPPORTED_FOR_LEARNER, assertThrows(
                KvException.class, () -> put("a", bytes("1"))).code().orElseThrow());
        assertEquals(0, get(soon(), "a").getKvsCount());
    }

    @Test
    void endsAStreamThatTheGateRevokes() throws Exception {
        WatchService watch = session.services().find(WatchService.class).orElseThrow();
        var answers = new CollectedStream<WatchResponse>();
        watch.watch(soon(), answers).next(create(7));
        answers.awaitNext();

        server.gate.endLast();

        assertEquals(ErrorCode.NO_LEADER, answers.awaitRefusal().code().orElseThrow());
        assertTrue(server.watch.cancelled.await(10, TimeUnit.SECONDS));
        server.closeGrpc();
        assertEquals(1, server.gate.ended);
    }

    private static WatchRequest create(long id) {
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setWatchId(id)).build();
    }

    @Test
    void triesTheNextEndpointWhenOneIsNotThere() {
        var options = ClientOptions.to(
                List.of("http://127.0.0.1:1", server.url().toString()));
        try (ClientSession several = new GrpcClientProvider().connect(options)) {
            kv = several.services().find(KvService.class).orElseThrow();

            assertTrue(several.awaitConnected());
            assertEquals(2, put("a", bytes("1")).getHeader().getRevision());
        }
    }

    @Test
    void saysWhyItCannotConnect() {
        var options = ClientOptions.to(List.of("127.0.0.1:1"));
        try (ClientSession nowhere = new GrpcClientProvider().connect(options)) {
            kv = nowhere.services().find(KvService.class).orElseThrow();

            var refused = assertThrows(KvException.class, () -> get(soon(), "a"));

            assertEquals(StatusCode.UNAVAILABLE, refused.status());
            assertTrue(refused.getMessage().contains("Connection refused"), refused.getMessage());
            assertFalse(nowhere.awaitConnected());
        }
    }

    @Test
    void refusesEndpointsItCannotSpeakTo() {
        var options = ClientOptions.to(List.of("https://127.0.0.1:2379"));

        assertThrows(IllegalArgumentException.class,
                () -> new GrpcClientProvider().connect(options));
    }

    @Test
    void endsOpenCallsWhenTheServerStops() throws Exception {
        WatchService watch = session.services().find(WatchService.class).orElseThrow();
        var answers = new CollectedStream<WatchResponse>();
        watch.watch(ClientCall.unlimited(), answers).next(create(7));
        answers.awaitNext();

        server.closeGrpc();

        assertEquals(StatusCode.UNAVAILABLE, answers.awaitRefusal().status());
    }
}
