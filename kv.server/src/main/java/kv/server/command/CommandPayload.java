package kv.server.command;

import com.google.protobuf.InvalidProtocolBufferException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.raft.model.Payload;

/// The content of a log entry: an encoded `InternalRaftRequest` (or what members up to etcd 3.5
/// write instead, see [V2Request]), with the message itself while it
/// is at hand, so that a command is decoded once at most. The bytes never change.
public final class CommandPayload implements Payload {

    private final byte[] bytes;
    private InternalRaftRequest known;

    private CommandPayload(byte[] bytes, InternalRaftRequest known) {
        this.bytes = bytes;
        this.known = known;
    }

    /// A payload that was read from a log or a peer.
    public static CommandPayload ofBytes(byte[] bytes) {
        return new CommandPayload(bytes, null);
    }

    /// A payload that another member proposes.
    ///
    /// @throws InvalidProtocolBufferException when the bytes are no `InternalRaftRequest`
    public static CommandPayload parse(byte[] bytes) throws InvalidProtocolBufferException {
        return new CommandPayload(bytes, V2Request.command(bytes));
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
        InternalRaftRequest message = known;
        return message != null ? message : V2Request.command(bytes);
    }

    /// For kvd-apply, which is done with it: the message goes, the bytes stay for the log.
    public void forget() {
        known = null;
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
