package kv.api.service;

import java.util.Optional;
import java.util.concurrent.Executor;

/// One call in progress, as a service sees it. Immutable but for its cancellation.
///
/// On a server the protocol plugin makes it, on a client the caller does ([ClientCall]).
public interface CallContext {

    /// The loop that owns the call's connection. Completing replies from this loop is cheapest:
    /// a batch of completions handed over as one task costs one wake-up.
    Executor loop();

    /// Deadline on the scale of [System#nanoTime()]; [Long#MAX_VALUE] when the caller set none.
    long deadlineNs();

    /// First value of a metadata entry (lower-case key), such as `token` or `hasleader`.
    Optional<String> metadata(String key);

    /// The peer's address for the log, such as `127.0.0.1:41022`; empty when unknown.
    String peer();

    /// True once the caller has gone or its deadline has passed. Any thread.
    boolean cancelled();

    /// Runs `action` once when the call is cancelled, at once if it is already. At most one action.
    void onCancel(Runnable action);
}
