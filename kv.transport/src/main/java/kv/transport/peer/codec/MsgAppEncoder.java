package kv.transport.peer.codec;

import io.netty.buffer.ByteBuf;
import kv.api.pb.raftpb.Entry;
import kv.api.pb.raftpb.Message;

/// Appends as etcd's msgappv2 has them. Both ends of a connection remember the term and the index
/// of the newest entry; an append that goes on from there, in that term, is entries and a commit
/// index alone.
///
/// ```
///   00                                                  the connection lives
///   01  count  (length entry)*count  commit             goes on where the last frame ended
///   02  length message                                  whole
/// ```
final class MsgAppEncoder implements FrameEncoder {

    static final int HEARTBEAT = 0;
    static final int ENTRIES = 1;
    static final int MESSAGE = 2;

    private long term;
    private long index;

    @Override
    public void encode(Message message, ByteBuf target) {
        if (index == message.getIndex() && term == message.getLogTerm()
                && term == message.getTerm()) {
            goOn(message, target);
        } else {
            begin(message, target);
        }
    }

    @Override
    public void heartbeat(ByteBuf target) {
        target.writeByte(HEARTBEAT);
    }

    private void goOn(Message message, ByteBuf target) {
        int count = message.getEntriesCount();
        target.writeByte(ENTRIES).writeLong(count);
        for (int i = 0; i < count; i++) {
            Frames.put(message.getEntries(i), target);
        }
        target.writeLong(message.getCommit());
        index += count;
    }

    private void begin(Message message, ByteBuf target) {
        target.writeByte(MESSAGE);
        Frames.put(message, target);
        term = message.getTerm();
        index = lastIndex(message);
    }

    static long lastIndex(Message message) {
        int count = message.getEntriesCount();
        if (count == 0) {
            return message.getIndex();
        }
        Entry last = message.getEntries(count - 1);
        return last.getIndex();
    }
}
