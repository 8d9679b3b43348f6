package kv.transport.peer.codec;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;

/// What both kinds of frames are made of: a length of eight bytes, most significant first, and so
/// many bytes of a protobuf message.
public final class Frames {

    /// Largest message or entry that is taken, as with etcd.
    public static final long LIMIT_BYTES = 512L << 20;

    /// Says that a connection lives; means nothing to raft.
    public static final Message LINK_HEARTBEAT =
            Message.newBuilder().setType(MessageType.MsgHeartbeat).build();

    private Frames() {
    }

    /// Whether a message only says that its connection lives: a heartbeat from and to nobody.
    public static boolean isLinkHeartbeat(Message message) {
        return message.getType() == MessageType.MsgHeartbeat
                && message.getFrom() == 0 && message.getTo() == 0;
    }

    /// Appends length and message.
    static void put(MessageLite message, ByteBuf target) {
        int size = message.getSerializedSize();
        target.writeLong(size);
        target.ensureWritable(size);
        int start = target.writerIndex();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(target.nioBuffer(start, size));
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer of the message's size is enough", e);
        }
        target.writerIndex(start + size);
    }

    /// Takes length and message, when both are whole.
    ///
    /// @param offset bytes before the length, taken with them
    /// @return null when more bytes are needed
    static <M> M take(ByteBuf source, int offset, Parser<M> parser) throws BadFrame {
        int head = offset + Long.BYTES;
        if (source.readableBytes() < head) {
            return null;
        }
        long length = source.getLong(source.readerIndex() + offset);
        if (length < 0 || length > LIMIT_BYTES) {
            throw new BadFrame("length " + Long.toUnsignedString(length) + " above the limit of "
                    + LIMIT_BYTES);
        }
        if (source.readableBytes() - head < length) {
            return null;
        }
        source.skipBytes(head);
        byte[] bytes = ByteBufUtil.getBytes(source, source.readerIndex(), (int) length);
        source.skipBytes((int) length);
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new BadFrame("no protobuf message: " + e.getMessage());
        }
    }
}
