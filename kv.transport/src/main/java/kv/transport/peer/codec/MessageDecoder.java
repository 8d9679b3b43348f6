package kv.transport.peer.codec;

import io.netty.buffer.ByteBuf;
import kv.api.pb.raftpb.Message;

/// Whole messages, each with its length before it.
final class MessageDecoder implements FrameDecoder {

    @Override
    public Message decode(ByteBuf source) throws BadFrame {
        return Frames.take(source, 0, Message.parser());
    }
}
