package kv.server.command;

import com.google.protobuf.InvalidProtocolBufferException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.raft.model.Payload;

/// The content of a log entry: an encoded `InternalRaftRequest`, with the message itself while it
/// is at hand, so that a command is decoded once at most. Immutable.
public final class CommandPayload implements Payload {

    private final byte[] bytes;
    private final InternalRaftRequest known;

    private CommandPayload(byte[] bytes, InternalRaftRequest known) {
        this.bytes = bytes;
        this.known = known;
    }

    /// A payload that was read from a log or a peer.
    public static CommandPayload ofBytes(byte[] bytes) {
        return new CommandPayload(bytes, null);
    }

    /// A payload for a command of this member.
    public static CommandPayload of(InternalRaftRequest request) {
        return new CommandPayload(request.toByteArray(), request);
    }

    /// The encoding; shared with the log and never changed.
    public byte[] bytes() {
        return bytes;
    }

    /// The command.
    ///
    /// @throws InvalidProtocolBufferException when the bytes are no `InternalRaftRequest`
    public InternalRaftRequest request() throws InvalidProtocolBufferException {
        return known != null ? known : InternalRaftRequest.parseFrom(bytes);
    }

    @Override
    public int sizeBytes() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "CommandPayload[" + bytes.length + " bytes]";
    }
}
