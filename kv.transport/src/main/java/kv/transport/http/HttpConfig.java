package kv.transport.http;

/// What one port's HTTP/1.1 layer grants and allows. Immutable.
///
/// @param maxBodyBytes largest request body; a larger one is answered 413
/// @param maxHeaderBytes largest request line, and all headers together; more is answered 431
/// @param idleMs how long a kept-alive connection may say nothing
/// @param requestMs how long a request may take to arrive whole, once it has begun
/// @param drainMs how long running exchanges may take once the protocol is closed
/// @param access who may ask
public record HttpConfig(
        int maxBodyBytes,
        int maxHeaderBytes,
        long idleMs,
        long requestMs,
        long drainMs,
        AccessControl access) {

    /// etcd's header limit (Go's default) of 1 MiB, bodies up to 2 MiB, five minutes idle, one
    /// minute for a request, two seconds to drain.
    public static HttpConfig standard(AccessControl access) {
        return new HttpConfig(2 * 1024 * 1024, 1024 * 1024, 300_000, 60_000, 2_000, access);
    }

    /// The same with another body limit.
    public HttpConfig withMaxBodyBytes(int bytes) {
        return new HttpConfig(bytes, maxHeaderBytes, idleMs, requestMs, drainMs, access);
    }

    /// The same with other time limits, in milliseconds.
    public HttpConfig withTimeouts(long idle, long request, long drain) {
        return new HttpConfig(maxBodyBytes, maxHeaderBytes, idle, request, drain, access);
    }
}
