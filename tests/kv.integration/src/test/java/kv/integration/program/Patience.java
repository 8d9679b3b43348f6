package kv.integration.program;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Waits for what other processes bring about, asking again and again. Stateless.
public final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long ASK_AGAIN_MS = 20;

    private Patience() {
    }

    /// Something that is or is not so yet.
    @FunctionalInterface
    public interface Question {

        /// Whether it is so.
        boolean ask() throws IOException;
    }

    /// Waits until the answer is yes.
    ///
    /// @throws IOException when it is not in half a minute
    public static void until(String what, Question question) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!question.ask()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("in vain waited until " + what);
            }
            CompletableFuture.runAsync(() -> { }, CompletableFuture.delayedExecutor(
                    ASK_AGAIN_MS, TimeUnit.MILLISECONDS)).join();
        }
    }
}
