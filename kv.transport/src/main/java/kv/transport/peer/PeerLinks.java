package kv.transport.peer;

import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;
import kv.api.pb.raftpb.Message;

/// The way to the other members. Any thread.
///
/// Messages may be lost, repeated and reordered; nothing here ever waits for a peer. What a peer
/// is too slow to take is dropped and told as unreachable, and costs the others nothing.
public interface PeerLinks extends AutoCloseable {

    /// Hands messages over, each to its receiver; those to strangers are dropped.
    void send(List<Message> messages);

    /// Sends a snapshot to the receiver that its header names, beside all messages; at most a few
    /// at a time, and none to a stranger.
    default void sendSnapshot(SnapshotSource snapshot) {
        snapshot.end(false, "there is no way to the member");
    }

    /// Begins to talk to a member, or changes where it is reached.
    void connect(long id, List<URI> urls);

    /// Ends all talk to a member.
    void disconnect(long id);

    /// Since when a member is known to be reachable.
    ///
    /// @return on the scale of [System#nanoTime()]; [#NEVER] while it is not
    long activeSinceNs(long id);

    /// What [#activeSinceNs(long)] says of a member that cannot be reached.
    long NEVER = Long.MAX_VALUE;

    /// Members that can be reached now.
    int active();

    /// How long a small question to a member and its answer take, in seconds, if it answers.
    OptionalDouble roundTripSeconds(long id);

    /// Ends all connections.
    @Override
    void close();
}
