package kv.plugin.protocol.grpc.client;

import io.grpc.Status;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.plugin.protocol.grpc.wire.Refusals;

/// What a call that ended badly says, in the words of etcd's own client. Stateless.
final class Failures {

    private Failures() {
    }

    static KvException of(Status status) {
        return switch (status.getCode()) {
            case DEADLINE_EXCEEDED -> saidByServer(status)
                    ? Refusals.refusal(status)
                    : new KvException(StatusCode.DEADLINE_EXCEEDED, "context deadline exceeded");
            case UNAVAILABLE -> status.getCause() == null
                    ? Refusals.refusal(status)
                    : new KvException(
                            StatusCode.UNAVAILABLE, "connection error: " + reason(status));
            default -> Refusals.refusal(status);
        };
    }

    private static boolean saidByServer(Status status) {
        String text = status.getDescription();
        return text != null && text.startsWith("etcdserver: ");
    }

    private static String reason(Status status) {
        String text = status.getCause().getMessage();
        return text == null ? status.getCause().getClass().getSimpleName() : text;
    }
}
