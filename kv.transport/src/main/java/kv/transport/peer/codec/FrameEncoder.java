package kv.transport.peer.codec;

import io.netty.buffer.ByteBuf;
import kv.api.pb.raftpb.Message;

/// Writes the messages of one connection. Knows what it has written before, so it is made anew
/// with each connection; confined to the connection's event loop.
public interface FrameEncoder {

    /// Appends one message.
    void encode(Message message, ByteBuf target);

    /// Appends the frame that only says that the connection lives.
    void heartbeat(ByteBuf target);
}
