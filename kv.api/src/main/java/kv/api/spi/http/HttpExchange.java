package kv.api.spi.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/// One HTTP request and the way to answer it. Answered exactly once, from any thread.
public interface HttpExchange {

    /// The method in upper case, such as `GET`.
    String method();

    /// The decoded path without the query.
    String path();

    /// Query parameters in order of appearance, decoded.
    Map<String, List<String>> query();

    /// First value of a header; the name's case does not matter.
    Optional<String> header(String name);

    /// The whole body; empty when there is none. Bounded by the listener's request limit.
    byte[] body();

    /// The peer's address, such as `127.0.0.1:41022`.
    String peer();

    /// The loop that owns the connection.
    Executor loop();

    /// Answers the whole request. `Content-Length` is set; HEAD sends no body.
    ///
    /// @param status such as 200
    /// @param headers such as `Content-Type`
    void respond(int status, Map<String, String> headers, byte[] body);

    /// Starts an answer of unknown length (chunked).
    HttpBody stream(int status, Map<String, String> headers);

    /// Runs `action` when the client goes away before the answer is complete.
    void onClose(Runnable action);

    /// A chunked answer that is under way. One thread at a time.
    interface HttpBody {

        /// Sends a piece and flushes it.
        void write(byte[] piece);

        /// Ends the answer.
        void end();
    }
}
