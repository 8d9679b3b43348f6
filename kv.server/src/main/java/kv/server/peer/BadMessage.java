package kv.server.peer;

/// A raft message from the wire that no member would send.
public final class BadMessage extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param reason what is wrong with it
    public BadMessage(String reason) {
        super(reason, null, false, false);
    }
}
