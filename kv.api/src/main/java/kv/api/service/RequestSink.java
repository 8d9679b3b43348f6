package kv.api.service;

/// The inward half of a two-way stream: what the caller sends, in order, on the call's loop.
///
/// @param <Q> the request message
public interface RequestSink<Q> {

    /// One request.
    void next(Q request);

    /// Whether another request may come. While not, a protocol leaves the caller's requests
    /// unread, and asks again after each answer.
    default boolean takesMore() {
        return true;
    }

    /// The caller will send no more; it may still listen (a watch goes on).
    void halfClosed();
}
