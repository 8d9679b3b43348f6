package kv.api.service;

/// The inward half of a two-way stream: what the caller sends, in order, on the call's loop.
///
/// @param <Q> the request message
public interface RequestSink<Q> {

    /// One request.
    void next(Q request);

    /// The caller will send no more; it may still listen (a watch goes on).
    void halfClosed();
}
