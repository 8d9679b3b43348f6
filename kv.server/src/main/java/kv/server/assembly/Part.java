package kv.server.assembly;

/// What a running server consists of, in the order in which it starts.
enum Part {
    /// Where everything counts, and its listeners.
    METRICS,
    /// The threads of all connections.
    EVENT_LOOPS,
    /// Addresses for other members.
    PEER_LISTENERS,
    /// Addresses for clients; connections wait in the kernel until the member is ready.
    CLIENT_LISTENERS,
    /// The lock on the files.
    DATA_DIRECTORY,
    /// The stored data.
    ENGINE,
    /// The member: log, consensus, apply.
    MEMBER,
    /// What speaks on connections of other members.
    PEER_PROTOCOLS,
    /// What speaks on connections of clients.
    CLIENT_PROTOCOLS,
    /// The browser console with its client session.
    CONSOLE
}
