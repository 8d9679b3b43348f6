package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.LeaseOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.support.CloseableClient;
import io.etcd.jetcd.watch.WatchEvent;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// jetcd, the Java client of etcd's users, unchanged: its KV, Watch and Lease clients.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
@SuppressWarnings("try") // watchers are open for as long as the block runs
class JetcdIT {

    private RunningServer server;
    private Client client;
    private KV kv;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        server = RunningServer.start(directory.resolve("data"));
        client = Client.builder().endpoints(server.clientUrl().toString()).build();
        kv = client.getKVClient();
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void putsGetsAndDeletes() {
        long created = kv.put(bytes("kv/a"), bytes("1")).join().getHeader().getRevision();
        kv.put(bytes("kv/b"), bytes("2")).join();
        assertEquals("1", text(kv.put(bytes("kv/a"), bytes("3"),
                PutOption.builder().withPrevKV().build()).join().getPrevKv().getValue()));
        assertEquals(List.of("3", "2"), kv.get(bytes("kv/"),
                GetOption.builder().isPrefix(true).build()).join().getKvs().stream()
                .map(found -> text(found.getValue())).toList());
        assertEquals("1", text(kv.get(bytes("kv/a"),
                GetOption.builder().withRevision(created).build()).join()
                .getKvs().getFirst().getValue()));
        assertEquals(2, kv.delete(bytes("kv/"),
                DeleteOption.builder().isPrefix(true).build()).join().getDeleted());
    }

    @Test
    void comparesAndSwaps() {
        kv.put(bytes("txn/a"), bytes("1")).join();
        TxnResponse first = swap("txn/a", "1", "2");
        TxnResponse second = swap("txn/a", "1", "3");
        assertTrue(first.isSucceeded());
        assertFalse(second.isSucceeded());
        assertEquals("2", text(second.getGetResponses().getFirst().getKvs().getFirst()
                .getValue()));
    }

    private TxnResponse swap(String key, String from, String to) {
        return kv.txn()
                .If(new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.value(bytes(from))))
                .Then(Op.put(bytes(key), bytes(to), PutOption.DEFAULT))
                .Else(Op.get(bytes(key), GetOption.DEFAULT))
                .commit().join();
    }

    @Test
    void watchesFromHistoryIntoThePresent() throws InterruptedException {
        long from = kv.put(bytes("watch/a"), bytes("1")).join().getHeader().getRevision();
        kv.delete(bytes("watch/a")).join();
        BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
        WatchOption option = WatchOption.builder().withRevision(from).isPrefix(true)
                .withPrevKV(true).build();
        try (Watch.Watcher watcher = client.getWatchClient().watch(bytes("watch/"), option,
                answer -> events.addAll(answer.getEvents()))) {
            assertEquals("PUT 1", shown(events.take()));
            assertEquals("DELETE 1", shown(events.take()));
            kv.put(bytes("watch/b"), bytes("2")).join();
            kv.put(bytes("elsewhere"), bytes("3")).join();
            kv.put(bytes("watch/c"), bytes("4")).join();
            assertEquals("PUT 2", shown(events.take()));
            assertEquals("PUT 4", shown(events.take()));
        }
    }

    private static String shown(WatchEvent event) {
        return event.getEventType() + " " + text(event.getEventType() == WatchEvent.EventType.PUT
                ? event.getKeyValue().getValue() : event.getPrevKV().getValue());
    }

    @Test
    void keepsALeaseAliveAndRevokesIt() throws InterruptedException {
        Lease leases = client.getLeaseClient();
        long id = leases.grant(60).join().getID();
        kv.put(bytes("lease/a"), bytes("1"), PutOption.builder().withLeaseId(id).build()).join();
        BlockingQueue<LeaseKeepAliveResponse> answers = new LinkedBlockingQueue<>();
        try (CloseableClient renewal = leases.keepAlive(id, observer(answers))) {
            assertEquals(60, answers.take().getTTL());
        }
        assertEquals("lease/a", text(leases.timeToLive(id,
                LeaseOption.builder().withAttachedKeys().build()).join().getKeys().getFirst()));
        leases.revoke(id).join();
        assertEquals(0, kv.get(bytes("lease/a")).join().getCount());
    }

    @Test
    void aLeaseThatNobodyRenewsTakesItsKeysAlong() throws InterruptedException {
        long id = client.getLeaseClient().grant(2).join().getID();
        BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
        try (Watch.Watcher watcher = client.getWatchClient().watch(bytes("expiry/a"),
                answer -> events.addAll(answer.getEvents()))) {
            kv.put(bytes("expiry/a"), bytes("1"),
                    PutOption.builder().withLeaseId(id).build()).join();
            assertEquals(WatchEvent.EventType.PUT, events.take().getEventType());
            WatchEvent last = events.poll(20, TimeUnit.SECONDS);
            assertEquals(WatchEvent.EventType.DELETE, last.getEventType());
        }
    }

    private static StreamObserver<LeaseKeepAliveResponse> observer(
            BlockingQueue<LeaseKeepAliveResponse> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(LeaseKeepAliveResponse answer) {
                answers.add(answer);
            }

            @Override
            public void onError(Throwable failure) {
                // the test waits for an answer and runs into its time limit
            }

            @Override
            public void onCompleted() {
                // likewise
            }
        };
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    private static String text(ByteSequence bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
