package kv.transport.peer.codec;

import io.netty.buffer.ByteBuf;
import kv.api.pb.raftpb.Entry;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;

/// Appends as etcd's msgappv2 has them; see [MsgAppEncoder]. Entries of a frame are taken one by
/// one as they come, so that a frame of many entries is not looked at twice.
final class MsgAppDecoder implements FrameDecoder {

    private final long reader;
    private final long writer;
    private long term;
    private long index;
    private Message.Builder open;
    private long missing;
    private long frameBytes;

    /// @param reader id of this member
    /// @param writer id of the member at the other end
    MsgAppDecoder(long reader, long writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public Message decode(ByteBuf source) throws BadFrame {
        if (open != null) {
            return goOn(source);
        }
        if (!source.isReadable()) {
            return null;
        }
        int type = source.getUnsignedByte(source.readerIndex());
        return switch (type) {
            case MsgAppEncoder.HEARTBEAT -> {
                source.skipBytes(1);
                yield Frames.LINK_HEARTBEAT;
            }
            case MsgAppEncoder.ENTRIES -> begin(source);
            case MsgAppEncoder.MESSAGE -> whole(source);
            default -> throw new BadFrame("frame of unknown type " + type);
        };
    }

    private Message whole(ByteBuf source) throws BadFrame {
        Message message = Frames.take(source, 1, Message.parser());
        if (message != null) {
            term = message.getTerm();
            index = MsgAppEncoder.lastIndex(message);
        }
        return message;
    }

    private Message begin(ByteBuf source) throws BadFrame {
        if (source.readableBytes() < 1 + Long.BYTES) {
            return null;
        }
        source.skipBytes(1);
        missing = source.readLong();
        if (missing < 0) {
            throw new BadFrame("count of entries " + Long.toUnsignedString(missing));
        }
        frameBytes = 0;
        open = Message.newBuilder().setType(MessageType.MsgApp).setTo(reader).setFrom(writer)
                .setTerm(term).setLogTerm(term).setIndex(index);
        return goOn(source);
    }

    private Message goOn(ByteBuf source) throws BadFrame {
        while (missing > 0) {
            Entry entry = Frames.take(source, 0, Entry.parser());
            if (entry == null) {
                return null;
            }
            frameBytes += Long.BYTES + entry.getSerializedSize();
            if (frameBytes > Frames.LIMIT_BYTES) {
                throw new BadFrame("entries above the limit of " + Frames.LIMIT_BYTES);
            }
            open.addEntries(entry);
            index++;
            missing--;
        }
        if (source.readableBytes() < Long.BYTES) {
            return null;
        }
        Message message = open.setCommit(source.readLong()).build();
        open = null;
        return message;
    }
}
