package kv.api;

import java.util.Optional;

/// A refusal: the server works, and says no. Carries what a client is told and no stack trace,
/// since refusals are ordinary answers.
public final class KvException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StatusCode status;
    private final ErrorCode code;

    /// One of etcd's refusals.
    public KvException(ErrorCode code) {
        this(code.status(), code.text(), code);
    }

    /// A refusal that is not in etcd's table, such as one that another server answered.
    public KvException(StatusCode status, String text) {
        this(status, text, null);
    }

    private KvException(StatusCode status, String text, ErrorCode code) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
    }

    /// The gRPC code.
    public StatusCode status() {
        return status;
    }

    /// The row of etcd's table; empty when it has none.
    public Optional<ErrorCode> code() {
        return Optional.ofNullable(code);
    }
}
