package kv.plugin.protocol.grpc.server;

import io.grpc.ChannelLogger;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AsciiString;

/// Introduces an adopted connection to gRPC: tells it which [Connection] its calls belong to and
/// puts the message limit in front of its frames. Leaves the pipeline when gRPC takes over.
final class Introduction extends ChannelInboundHandlerAdapter {

    private final GrpcHttp2ConnectionHandler grpc;

    private Introduction(GrpcHttp2ConnectionHandler grpc) {
        this.grpc = grpc;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof ProtocolNegotiationEvent negotiation)) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        var attributes = InternalProtocolNegotiationEvent.getAttributes(negotiation).toBuilder()
                .set(Connection.KEY, Connection.of(ctx.channel()))
                .build();
        ctx.pipeline().addAfter(
                ctx.name(), null, InternalProtocolNegotiators.grpcNegotiationHandler(grpc));
        ctx.fireUserEventTriggered(
                InternalProtocolNegotiationEvent.withAttributes(negotiation, attributes));
        ctx.pipeline().remove(this);
    }

    /// Makes an introduction for each connection; plain text, since TLS ends before the hand-over.
    ///
    /// @param maxMessageBytes largest message that a client may send
    record Negotiator(int maxMessageBytes)
            implements InternalProtocolNegotiator.ProtocolNegotiator {

        @Override
        public AsciiString scheme() {
            return AsciiString.of("http");
        }

        @Override
        public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
            MessageLimit.guard(grpc, maxMessageBytes);
            ChannelLogger log = grpc.getNegotiationLogger();
            return InternalProtocolNegotiators.waitUntilActiveHandler(new Introduction(grpc), log);
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
