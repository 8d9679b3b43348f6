/// Raft consensus as a deterministic state machine: ticks, messages and proposals go in, a `Ready`
/// comes out that says what to persist, what to send and what to apply.
///
/// Deliberately not here: a clock, a thread, a lock, a file, a socket, or randomness that was not
/// injected. That is why this module requires nothing but `java.base`, and why the simulation can
/// run the very code that serves in production.
module kv.raft {
    exports kv.raft;
    exports kv.raft.model;
}
