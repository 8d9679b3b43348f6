package kv.server.lease;

import java.util.concurrent.Executor;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.server.command.Proposal;

/// The way into the log for what only a leader may say.
@FunctionalInterface
public interface LeaderGate {

    /// Proposes a command; refused if this member does not lead in `term` any more.
    ///
    /// @param loop where `waiter` is called
    /// @throws kv.api.KvException when it is refused at the gate
    void propose(long term, Executor loop, InternalRaftRequest.Builder command,
            Proposal.Waiter waiter);
}
