package kv.server.service;

import java.util.concurrent.Executor;
import kv.api.KvException;
import kv.api.service.CallContext;
import kv.server.consensus.RaftLoop;
import kv.server.consensus.ReadRequest;
import kv.server.loop.Clock;

/// Makes reads linearizable: each waits until the published view shows everything that was
/// acknowledged before it came (thesis §6.4). Any thread.
public final class Reads {

    private final RaftLoop raft;
    private final Clock clock;
    private final long timeoutNs;

    /// @param timeoutNs when a read is given up
    public Reads(RaftLoop raft, Clock clock, long timeoutNs) {
        this.raft = raft;
        this.clock = clock;
        this.timeoutNs = timeoutNs;
    }

    /// Runs `read` on the call's loop once the view is new enough.
    public void linearizable(CallContext call, Runnable read, Refusal refusal) {
        raft.read(new Waiting(call.loop(), clock.nowNs() + timeoutNs, read, refusal));
    }

    /// What is told to a reader that waited in vain.
    @FunctionalInterface
    public interface Refusal {

        /// The read is given up.
        void refuse(KvException reason);
    }

    private record Waiting(Executor loop, long deadlineNs, Runnable read, Refusal refusal)
            implements ReadRequest {

        @Override
        public void run() {
            read.run();
        }

        @Override
        public void refuse(KvException reason) {
            refusal.refuse(reason);
        }
    }
}
