package kv.store.wal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/// One entry of the replicated log as the disk and the peers carry it: a `raftpb.Entry` whose data
/// is bytes to this module. Immutable, if the array it was made with is left alone; any thread.
///
/// The encoding is that of etcd 3.7: the type only if it is not 0, then term and index, then the
/// data unless it is empty. It is never built as an array of its own; the few bytes before the
/// data are written where they are wanted, so an entry costs one copy per destination and no
/// allocation.
public final class EncodedEntry {

    /// Longest encoding of what stands before the data.
    static final int MAX_HEAD_BYTES = 2 + 11 + 11 + 1 + 5;

    private static final byte TYPE = 1 << 3;
    private static final byte TERM = 2 << 3;
    private static final byte INDEX = 3 << 3;
    private static final byte DATA = 4 << 3 | 2;
    private static final byte[] NO_BYTES = {};

    private final long index;
    private final long term;
    private final int type;
    private final byte[] content;

    private EncodedEntry(long index, long term, int type, byte[] content) {
        if (index <= 0 || term <= 0) {
            throw new IllegalArgumentException("no entry stands at " + term + "/" + index);
        }
        this.index = index;
        this.term = term;
        this.type = type;
        this.content = content;
    }

    /// An entry.
    ///
    /// @param type number of the entry's raftpb.EntryType, 0 for a normal one
    /// @param content the entry's data, which is not copied; empty if it has none
    public static EncodedEntry of(long index, long term, int type, byte[] content) {
        return new EncodedEntry(index, term, type, Objects.requireNonNull(content));
    }

    /// An entry without data, such as the first of a leader's term.
    public static EncodedEntry empty(long index, long term) {
        return new EncodedEntry(index, term, 0, NO_BYTES);
    }

    /// Place in the log, from 1.
    public long index() {
        return index;
    }

    /// Term of the leader that appended it, from 1.
    public long term() {
        return term;
    }

    /// Number of its raftpb.EntryType.
    public int type() {
        return type;
    }

    /// The data itself, not a copy. Must not be changed.
    public byte[] content() {
        return content;
    }

    /// Size of the encoding in bytes.
    public int sizeBytes() {
        int size = 2 + Varint.sizeBytes(term) + Varint.sizeBytes(index);
        if (type != 0) {
            size += 1 + Varint.sizeBytes(type);
        }
        if (content.length > 0) {
            size += 1 + Varint.sizeBytes(content.length) + content.length;
        }
        return size;
    }

    /// Puts the encoding, [#sizeBytes()] bytes, at the buffer's position.
    public void writeTo(ByteBuffer target) {
        byte[] head = new byte[MAX_HEAD_BYTES];
        target.put(head, 0, writeHead(head, 0)).put(content);
    }

    /// Writes what stands before the data.
    ///
    /// @return where the next byte belongs
    int writeHead(byte[] target, int offset) {
        int at = offset;
        if (type != 0) {
            target[at++] = TYPE;
            at = Varint.put(target, at, type);
        }
        target[at++] = TERM;
        at = Varint.put(target, at, term);
        target[at++] = INDEX;
        at = Varint.put(target, at, index);
        if (content.length > 0) {
            target[at++] = DATA;
            at = Varint.put(target, at, content.length);
        }
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedEntry entry && index == entry.index && term == entry.term
                && type == entry.type && Arrays.equals(content, entry.content);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(index) * 31 + Long.hashCode(term);
    }

    @Override
    public String toString() {
        return "entry " + term + "/" + index + " type " + type + ", " + content.length + " bytes";
    }
}
