package kv.plugin.protocol.grpc.server;

import io.grpc.Attributes;
import io.grpc.ServerCall;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/// What the calls of one connection share: its loop, its peer, and the account of answers that
/// the client has not taken yet.
///
/// A client that asks and does not listen fills HTTP/2's send queues, which the socket's own
/// limit does not see; and the socket must be read all the same, because the client's permission
/// to send on (WINDOW_UPDATE) comes through it. So above the channel's high-water mark the
/// requests of further unary calls stay unread, which holds the client by its own flow control,
/// until half of the answers have gone. Streams are held by their readiness instead.
///
/// The account is kept by any thread; waiting calls belong to the event loop.
final class Connection {

    /// Where gRPC carries it from the connection to its calls.
    static final Attributes.Key<Connection> KEY = Attributes.Key.create("kv-connection");

    /// What an answer costs besides its message: frames, headers, the stream's own state.
    private static final int CALL_BYTES = 512;

    private final EventLoop loop;
    private final String peer;
    private final long highBytes;
    private final long lowBytes;
    private final AtomicLong unsentBytes = new AtomicLong();
    private final Queue<ServerCall<?, ?>> waiting = new ArrayDeque<>();

    private Connection(Channel channel) {
        loop = channel.eventLoop();
        peer = text(channel.remoteAddress());
        highBytes = channel.config().getWriteBufferHighWaterMark();
        lowBytes = channel.config().getWriteBufferLowWaterMark();
    }

    static Connection of(Channel channel) {
        return new Connection(channel);
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : String.valueOf(address);
    }

    EventLoop loop() {
        return loop;
    }

    /// Such as `127.0.0.1:41022`.
    String peer() {
        return peer;
    }

    /// Reads the request of a call that expects one, now or when the client has listened.
    void read(ServerCall<?, ?> call) {
        if (unsentBytes.get() > highBytes) {
            waiting.add(call);
        } else {
            request(call);
        }
    }

    private static void request(ServerCall<?, ?> call) {
        // One more than expected, so that gRPC notices a client that sends two.
        call.request(2);
    }

    /// Puts an answer on the account and returns what is to be taken off it later. Any thread.
    long answered(int messageBytes) {
        long bytes = messageBytes + (long) CALL_BYTES;
        unsentBytes.addAndGet(bytes);
        return bytes;
    }

    /// Takes an answer off the account once its stream has ended.
    void ended(long answerBytes) {
        if (unsentBytes.addAndGet(-answerBytes) <= lowBytes) {
            while (!waiting.isEmpty() && unsentBytes.get() <= highBytes) {
                request(waiting.remove());
            }
        }
    }
}
