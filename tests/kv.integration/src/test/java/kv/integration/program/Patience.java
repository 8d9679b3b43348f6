package kv.integration.program;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Waits for what other processes bring about, asking again and again. Stateless.
public final class Patience {

    private static final Duration LIMIT = Duration.ofSeconds(90);
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
    /// @throws IOException when it is not in a minute and a half
    public static void until(String what, Question question) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!question.ask()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("in vain waited until " + what);
            }
            rest(ASK_AGAIN_MS);
        }
    }

    /// Waits for as long as that.
    public static void rest(long millis) {
        CompletableFuture.runAsync(() -> { }, CompletableFuture.delayedExecutor(
                millis, TimeUnit.MILLISECONDS)).join();
    }
}
