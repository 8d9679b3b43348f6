package kv.server.http;

import java.util.concurrent.CompletionException;

/// What went wrong with a read, in words.
final class Probes {

    private Probes() {
    }

    static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
