package kv.transport.peer;

import java.io.IOException;
import kv.api.pb.raftpb.Message;

/// What the links to peers tell the member. Called on event loops; each takes at once.
public interface PeerEvents {

    /// A peer says something.
    ///
    /// @param message as it came; what it says is not verified yet
    /// @param taken called once the message weighs nothing any more; until then it counts against
    ///        what may be read from that peer
    void received(Message message, Runnable taken);

    /// A peer begins to send a snapshot. On a thread of its own, which may wait.
    ///
    /// @param header as it came; what it says is not verified yet
    /// @return takes the database
    /// @throws IOException when none is wanted, with the reason
    default SnapshotSink snapshot(Message header) throws IOException {
        throw new IOException("no snapshot is taken here");
    }

    /// Whether a member was removed from the cluster; such an id never comes back.
    boolean removed(long id);

    /// A message to this peer was lost for certain.
    void unreachable(long id);

    /// A peer says that this member was removed from the cluster.
    void expelled();
}
