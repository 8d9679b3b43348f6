package kv.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import kv.api.spi.protocol.Claim;
import kv.transport.netty.NettyProtocol;

/// Claims what begins with the HTTP/2 preface, and says everything back that it hears.
final class PrefaceProtocol implements NettyProtocol {

    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static final byte[] EXPECTED = PREFACE.getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "preface";
    }

    @Override
    public int order() {
        return 1;
    }

    @Override
    public int neededBytes() {
        return EXPECTED.length;
    }

    @Override
    public Claim claim(ByteBuffer firstBytes) {
        int known = Math.min(firstBytes.remaining(), EXPECTED.length);
        for (int i = 0; i < known; i++) {
            if (firstBytes.get(firstBytes.position() + i) != EXPECTED[i]) {
                return Claim.NO;
            }
        }
        return known == EXPECTED.length ? Claim.YES : Claim.NEED_MORE;
    }

    @Override
    public void adopt(Channel channel, ByteBuf firstBytes) {
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                ctx.writeAndFlush(message);
            }
        });
        channel.pipeline().fireChannelRead(firstBytes);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
