package kv.api.service;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/// A call as a client starts it: a time limit, metadata, and a way to give up. Thread-safe.
public final class ClientCall implements CallContext {

    private static final Runnable CANCELLED = () -> { };

    private final long deadlineNs;
    private final Map<String, String> metadata;
    private final AtomicReference<Runnable> cancellation = new AtomicReference<>();

    private ClientCall(long deadlineNs, Map<String, String> metadata) {
        this.deadlineNs = deadlineNs;
        this.metadata = metadata;
    }

    /// A call without a time limit.
    public static ClientCall unlimited() {
        return new ClientCall(Long.MAX_VALUE, Map.of());
    }

    /// A call that fails with `context deadline exceeded` after `timeout`.
    public static ClientCall within(Duration timeout) {
        return new ClientCall(System.nanoTime() + timeout.toNanos(), Map.of());
    }

    /// The same call with `metadata` (lower-case keys) sent along.
    public ClientCall with(Map<String, String> metadata) {
        return new ClientCall(deadlineNs, Map.copyOf(metadata));
    }

    /// All metadata, for the protocol that sends it.
    public Map<String, String> metadata() {
        return metadata;
    }

    /// Gives the call up; harmless when it has ended.
    public void cancel() {
        Runnable action = cancellation.getAndSet(CANCELLED);
        if (action != null && action != CANCELLED) {
            action.run();
        }
    }

    @Override
    public Executor loop() {
        return Runnable::run;
    }

    @Override
    public long deadlineNs() {
        return deadlineNs;
    }

    @Override
    public Optional<String> metadata(String key) {
        return Optional.ofNullable(metadata.get(key));
    }

    @Override
    public String peer() {
        return "";
    }

    @Override
    public boolean cancelled() {
        return cancellation.get() == CANCELLED;
    }

    @Override
    public void onCancel(Runnable action) {
        if (!cancellation.compareAndSet(null, action)) {
            action.run();
        }
    }
}
