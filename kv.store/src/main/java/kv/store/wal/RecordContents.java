package kv.store.wal;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/// Reads and writes the contents of records by hand: they are a few numbers each, and what is not
/// exactly as etcd writes it must be noticed, since the record's type is under no checksum.
final class RecordContents {

    private static final int FIRST = 1 << 3;
    private static final int SECOND = 2 << 3;
    private static final int THIRD = 3 << 3;
    private static final int THIRD_BYTES = 3 << 3 | 2;
    private static final int FOURTH_BYTES = 4 << 3 | 2;
    private static final int CONF_CHANGE = 1;
    private static final int HIGHEST_ENTRY_TYPE = 2;

    private RecordContents() {}

    /// Reads a raftpb.Entry.
    static EncodedEntry entry(CodedInputStream in) throws IOException {
        int type = 0;
        int tag = in.readTag();
        if (tag == FIRST) {
            type = in.readInt32();
            tag = in.readTag();
        }
        expect(tag == SECOND && type >= 0 && type <= HIGHEST_ENTRY_TYPE);
        final long term = in.readUInt64();
        expect(in.readTag() == THIRD);
        final long index = in.readUInt64();
        expect(index > 0 && term > 0);
        byte[] content = {};
        if (!in.isAtEnd()) {
            expect(in.readTag() == FOURTH_BYTES);
            content = in.readByteArray();
        }
        expect(in.isAtEnd() && (type != CONF_CHANGE || content.length > 0));
        return EncodedEntry.of(index, term, type, content);
    }

    /// Reads a raftpb.HardState.
    static WalState state(CodedInputStream in) throws IOException {
        expect(in.readTag() == FIRST);
        final long term = in.readUInt64();
        expect(in.readTag() == SECOND);
        final long vote = in.readUInt64();
        expect(in.readTag() == THIRD);
        final long commit = in.readUInt64();
        expect(in.isAtEnd());
        return new WalState(term, vote, commit);
    }

    static byte[] encode(WalState state) {
        byte[] bytes = new byte[3 + Varint.sizeBytes(state.term())
                + Varint.sizeBytes(state.vote()) + Varint.sizeBytes(state.commit())];
        bytes[0] = FIRST;
        int at = Varint.put(bytes, 1, state.term());
        bytes[at] = SECOND;
        at = Varint.put(bytes, at + 1, state.vote());
        bytes[at] = THIRD;
        Varint.put(bytes, at + 1, state.commit());
        return bytes;
    }

    /// Reads a walpb.Snapshot.
    static WalSnapshot snapshot(CodedInputStream in) throws IOException {
        expect(in.readTag() == FIRST);
        final long index = in.readUInt64();
        expect(in.readTag() == SECOND);
        final long term = in.readUInt64();
        ByteString confState = ByteString.EMPTY;
        if (!in.isAtEnd()) {
            expect(in.readTag() == THIRD_BYTES);
            confState = in.readBytes();
        }
        expect(in.isAtEnd());
        return new WalSnapshot(index, term, confState);
    }

    static byte[] encode(WalSnapshot snapshot) {
        int confBytes = snapshot.confState().size();
        byte[] bytes = new byte[2 + Varint.sizeBytes(snapshot.index())
                + Varint.sizeBytes(snapshot.term())
                + (confBytes == 0 ? 0 : 1 + Varint.sizeBytes(confBytes) + confBytes)];
        bytes[0] = FIRST;
        int at = Varint.put(bytes, 1, snapshot.index());
        bytes[at] = SECOND;
        at = Varint.put(bytes, at + 1, snapshot.term());
        if (confBytes > 0) {
            bytes[at] = THIRD_BYTES;
            at = Varint.put(bytes, at + 1, confBytes);
            snapshot.confState().copyTo(bytes, at);
        }
        return bytes;
    }

    private static void expect(boolean sound) throws IOException {
        if (!sound) {
            throw new IOException();
        }
    }
}
