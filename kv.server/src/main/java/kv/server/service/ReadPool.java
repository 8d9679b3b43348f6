package kv.server.service;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import kv.api.ErrorCode;
import kv.api.KvException;

/// Where reads go that may block or take long: large and historical ranges, transactions with
/// ranges, hashes. Any thread.
public final class ReadPool {

    private final Executor threads;

    /// @param threads runs the reads, or rejects them
    public ReadPool(Executor threads) {
        this.threads = threads;
    }

    /// Runs `task`; a [KvException] that it throws, or that turns it away, goes to `refusal`.
    public void run(Runnable task, Reads.Refusal refusal) {
        try {
            threads.execute(() -> guard(task, refusal));
        } catch (RejectedExecutionException full) {
            refusal.refuse(new KvException(ErrorCode.TOO_MANY_REQUESTS));
        }
    }

    /// The threads themselves, for work that says itself what failed.
    public Executor threads() {
        return threads;
    }

    private static void guard(Runnable task, Reads.Refusal refusal) {
        try {
            task.run();
        } catch (KvException refused) {
            refusal.refuse(refused);
        }
    }
}
