package kv.transport.peer.codec;

import java.util.Optional;

/// The two streams between a pair of members, in each direction.
public enum StreamKind {
    /// Appends, in short form: `/raft/stream/msgapp`.
    MSGAPP("msgapp", "streamMsgAppV2"),
    /// Every other message: `/raft/stream/message`.
    MESSAGE("message", "streamMsg");

    /// Where streams are asked for.
    public static final String PREFIX = "/raft/stream";

    private final String element;
    private final String label;

    StreamKind(String element, String label) {
        this.element = element;
        this.label = label;
    }

    /// The kind that the last-but-one element of a path names.
    ///
    /// @param folder a path without its last element
    public static Optional<StreamKind> ofFolder(String folder) {
        for (StreamKind kind : values()) {
            if (folder.equals(PREFIX + "/" + kind.element)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// The path at which a member asks for this stream.
    ///
    /// @param dialer the member's id
    public String path(long dialer) {
        return PREFIX + "/" + element + "/" + Long.toHexString(dialer);
    }

    /// etcd's name in logs and metrics.
    public String label() {
        return label;
    }

    /// For a new connection.
    public FrameEncoder encoder() {
        return this == MSGAPP ? new MsgAppEncoder() : new MessageEncoder();
    }

    /// For a new connection.
    ///
    /// @param reader id of this member
    /// @param writer id of the member at the other end
    public FrameDecoder decoder(long reader, long writer) {
        return this == MSGAPP ? new MsgAppDecoder(reader, writer) : new MessageDecoder();
    }
}
