package kv.server.loop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Where time comes from.
public interface Clock {

    /// The machine's clock.
    Clock SYSTEM = new Clock() {
        @Override
        public long nowNs() {
            return System.nanoTime();
        }

        @Override
        public long unixMs() {
            return System.currentTimeMillis();
        }
    };

    /// A moment on a scale that only goes forward; differences alone mean anything.
    long nowNs();

    /// Milliseconds since 1970, for ids and for people.
    long unixMs();

    /// Runs a task on some thread when so much time has passed.
    default void after(long delayMs, Runnable task) {
        CompletableFuture.delayedExecutor(delayMs, TimeUnit.MILLISECONDS).execute(task);
    }
}
