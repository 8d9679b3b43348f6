package kv.transport.peer.codec;

import io.netty.buffer.ByteBuf;
import kv.api.pb.raftpb.Message;

/// Whole messages, each with its length before it.
final class MessageEncoder implements FrameEncoder {

    @Override
    public void encode(Message message, ByteBuf target) {
        Frames.put(message, target);
    }

    @Override
    public void heartbeat(ByteBuf target) {
        Frames.put(Frames.LINK_HEARTBEAT, target);
    }
}
