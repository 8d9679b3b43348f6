package kv.transport.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Why a request cannot be read. The answer is what Go's server sends in that case: the reason in
/// the status line and in the body, no length, and the end of the connection.
///
/// @param code the status
/// @param reason the status line's text
record Malformed(int code, String reason) {

    /// The reason, if there is one.
    static Optional<Malformed> of(FullHttpRequest request) {
        DecoderResult read = request.decoderResult();
        if (read.isFailure()) {
            return Optional.of(of(read.cause()));
        }
        if (request.method().name().equals("PRI")) {
            return Optional.of(badRequest(""));
        }
        if (request.protocolVersion().majorVersion() != 1) {
            return Optional.of(new Malformed(505,
                    "HTTP Version Not Supported: unsupported protocol version"));
        }
        return hostFault(request).or(() -> targetFault(request));
    }

    private static Malformed of(Throwable cause) {
        return switch (cause) {
            case TooLongHttpContentException _ -> new Malformed(413, "Request Entity Too Large");
            case TooLongHttpHeaderException _ -> tooLongHeader();
            case TooLongHttpLineException _ -> tooLongHeader();
            default -> badRequest("");
        };
    }

    private static Malformed tooLongHeader() {
        return new Malformed(431, "Request Header Fields Too Large");
    }

    private static Malformed badRequest(String detail) {
        return new Malformed(400, "Bad Request" + detail);
    }

    /// RFC 9112 §3.2: exactly one Host in HTTP/1.1.
    private static Optional<Malformed> hostFault(HttpRequest request) {
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return Optional.of(badRequest(": missing required Host header"));
        }
        return hosts > 1 ? Optional.of(badRequest(": too many Host headers")) : Optional.empty();
    }

    private static Optional<Malformed> targetFault(HttpRequest request) {
        if (request.uri().equals("*")) {
            return Optional.empty();
        }
        try {
            Target.of(request.uri());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(badRequest(""));
        }
    }

    FullHttpResponse response() {
        String body = code + " " + reason;
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, new HttpResponseStatus(code, reason),
                Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }
}
