package kv.server.config;

import java.util.Optional;

/// The process cannot start as it was told to. Nothing has been changed on disk; every address
/// taken so far is given back by whoever unwinds.
///
/// The message is the log record's `msg`, as etcd words it; [#reason()] its `error`;
/// [#nextStep()] what the operator can do.
public final class RefusedStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String nextStep;

    private RefusedStart(String message, String reason, String nextStep, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.nextStep = nextStep;
    }

    /// A refusal with a reason.
    public static RefusedStart because(String message, String reason) {
        return new RefusedStart(message, reason, "", null);
    }

    /// A refusal that something else caused.
    public static RefusedStart because(String message, Throwable cause) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new RefusedStart(message, reason, "", cause);
    }

    /// The same refusal with advice.
    public RefusedStart advise(String nextStep) {
        return new RefusedStart(getMessage(), reason, nextStep, getCause());
    }

    /// What is wrong.
    public String reason() {
        return reason;
    }

    /// What to do about it, if there is advice.
    public Optional<String> nextStep() {
        return nextStep.isEmpty() ? Optional.empty() : Optional.of(nextStep);
    }
}
