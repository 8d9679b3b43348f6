package kv.simulation.member;

/// One write that a client sent.
///
/// @param id unique; the value of a put
/// @param key the key
/// @param kind what it does
record Write(int id, String key, Kind kind) {

    /// What a write does.
    enum Kind {
        /// Sets the key to the id.
        PUT,
        /// Deletes the key.
        DELETE
    }
}
