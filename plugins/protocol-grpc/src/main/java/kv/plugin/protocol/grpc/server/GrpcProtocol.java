package kv.plugin.protocol.grpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import kv.api.service.Services;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.protocol.Claim;
import kv.api.spi.protocol.ProtocolLimits;
import kv.transport.netty.NettyProtocol;

/// gRPC for a member's client port: claims what begins with HTTP/2's preface (RFC 9113 §3.4).
/// A stream on it that is not gRPC is answered 415. Thread-safe.
public final class GrpcProtocol implements NettyProtocol {

    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ORDER = 100;

    private final ServiceTable methods;
    private final ProtocolLimits limits;
    private AdoptingServer server;

    /// The protocol for these services; nothing runs before the first listener attaches.
    public GrpcProtocol(Services services, ProtocolLimits limits, MetricRegistry metrics) {
        this.methods = new ServiceTable(services, metrics);
        this.limits = limits;
    }

    @Override
    public String name() {
        return "grpc";
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public int neededBytes() {
        return PREFACE.length;
    }

    @Override
    public Claim claim(ByteBuffer firstBytes) {
        int seen = Math.min(firstBytes.remaining(), PREFACE.length);
        ByteBuffer expected = ByteBuffer.wrap(PREFACE, 0, seen);
        if (!firstBytes.slice(firstBytes.position(), seen).equals(expected)) {
            return Claim.NO;
        }
        return seen == PREFACE.length ? Claim.YES : Claim.NEED_MORE;
    }

    @Override
    public synchronized void attach(EventLoopGroup loops) {
        if (server == null) {
            server = AdoptingServer.start(loops, methods, limits);
        }
    }

    @Override
    public void adopt(Channel channel, ByteBuf firstBytes) {
        server().adopt(channel, firstBytes);
    }

    private synchronized AdoptingServer server() {
        if (server == null) {
            throw new IllegalStateException("a channel came before the loops were attached");
        }
        return server;
    }

    @Override
    public void close() {
        AdoptingServer running;
        synchronized (this) {
            running = server;
        }
        if (running != null) {
            running.close();
        }
    }
}
