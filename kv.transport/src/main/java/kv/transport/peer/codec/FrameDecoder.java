package kv.transport.peer.codec;

import io.netty.buffer.ByteBuf;
import kv.api.pb.raftpb.Message;

/// Reads the messages of one connection. Knows what it has read before, so it is made anew with
/// each connection; confined to the connection's event loop.
public interface FrameDecoder {

    /// Takes the next message out of `source`; what is not whole yet stays there.
    ///
    /// @return the message, [Frames#LINK_HEARTBEAT] for a frame that only says that the connection
    ///         lives, or null when more bytes are needed
    /// @throws BadFrame when the bytes are no frame
    Message decode(ByteBuf source) throws BadFrame;
}
