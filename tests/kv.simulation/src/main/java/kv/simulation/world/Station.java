package kv.simulation.world;

import java.util.concurrent.CompletableFuture;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// A machine as the network sees it.
public interface Station {

    /// Whether anything listens there.
    boolean up();

    /// Which of its lives it is in; what was under way to an earlier one is lost.
    long life();

    /// Does something there, which the machine may not survive.
    void act(Runnable action);

    /// Answers what a member is asked outside of raft.
    CompletableFuture<PeerAnswer> answer(PeerRequest request);
}
