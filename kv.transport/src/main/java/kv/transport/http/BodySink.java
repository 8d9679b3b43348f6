package kv.transport.http;

/// Takes a request's body piece by piece, on the connection's event loop.
public interface BodySink {

    /// The next piece, which is the sink's from now on.
    ///
    /// @param last whether it ends the body
    void piece(byte[] bytes, boolean last);
}
