package kv.transport.peer.link;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import kv.api.spi.http.HttpHandler;
import kv.transport.ConnectionLimits;
import kv.transport.CountingMetrics;
import kv.transport.Listener;
import kv.transport.ListenerConfig;
import kv.transport.TestPort;
import kv.transport.http.AccessControl;
import kv.transport.http.HttpConfig;
import kv.transport.http.HttpProtocol;
import kv.transport.netty.TcpTransport;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.ProbingHandler;
import kv.transport.peer.client.Dialer;

/// A member that has links and a port, and no raft: what it hears is for the test to see.
final class TestMember implements PeerEvents, AutoCloseable {

    static final long CLUSTER = 0xb1ebf03127284217L;
    private static final long PATIENCE_MS = 10_000;

    final long id;
    final CountingMetrics metrics = new CountingMetrics();
    final LinkedBlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    final List<Runnable> untaken = new ArrayList<>();
    final Set<Long> removed = ConcurrentHashMap.newKeySet();
    final Set<Long> unreachable = ConcurrentHashMap.newKeySet();
    volatile boolean expelled;
    volatile boolean takes = true;
    private final Listener listener;
    private final HttpProtocol http;
    private final NettyPeerLinks links;

    static TestMember open(long id) throws IOException {
        return new TestMember(id, CLUSTER, "http://127.0.0.1:0");
    }

    TestMember(long id, long cluster, String address) throws IOException {
        this.id = id;
        listener = Listener.bind(new ListenerConfig("peer", URI.create(address),
                new TcpTransport(), ConnectionLimits.standard()), TestPort.LOOPS, metrics);
        var self = new PeerIdentity(cluster, id, "3.7.1", List.of(listener.url().toString()));
        links = new NettyPeerLinks(
                self, TestPort.LOOPS, new Dialer(TestPort.LOOPS, 2_000), this, metrics);
        List<HttpHandler> handlers = new ArrayList<>(links.handlers());
        handlers.add(new ProbingHandler(InstantSource.system()));
        http = new HttpProtocol(HttpConfig.standard(AccessControl.none())
                .withTimeouts(60_000, 60_000, 100), handlers, metrics);
        listener.serve(List.of(http));
    }

    URI url() {
        return listener.url();
    }

    NettyPeerLinks links() {
        return links;
    }

    TestMember connect(TestMember other) {
        links.connect(other.id, List.of(other.url()));
        return this;
    }

    static void pair(TestMember one, TestMember other) {
        one.connect(other);
        other.connect(one);
        await("both streams both ways",
                () -> one.links.member(other.id).streaming()
                        && other.links.member(one.id).streaming());
    }

    void send(MessageType type, TestMember to, long index) {
        links.send(List.of(Message.newBuilder().setType(type).setTo(to.id).setFrom(id)
                .setTerm(1).setIndex(index).build()));
    }

    Message hear() {
        try {
            Message message = heard.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return message == null ? fail("heard nothing") : message;
        } catch (InterruptedException e) {
            return fail(e);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNs) {
                fail("in vain awaited: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void received(Message message, Runnable taken) {
        heard.add(message);
        if (takes) {
            taken.run();
        } else {
            synchronized (untaken) {
                untaken.add(taken);
            }
        }
    }

    void takeAll() {
        takes = true;
        synchronized (untaken) {
            untaken.forEach(Runnable::run);
            untaken.clear();
        }
    }

    @Override
    public boolean removed(long member) {
        return removed.contains(member);
    }

    @Override
    public void unreachable(long member) {
        unreachable.add(member);
    }

    @Override
    public void expelled() {
        expelled = true;
    }

    @Override
    public void close() {
        links.close();
        listener.stopAccepting();
        http.close();
        listener.close();
    }
}
