package kv.plugin.protocol.grpc.wire;

import io.grpc.Status;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;

/// Refusals as gRPC statuses and back. Stateless.
public final class Refusals {

    private Refusals() {
    }

    /// The status that a client is sent.
    public static Status status(KvException refusal) {
        return Status.fromCode(code(refusal.status())).withDescription(refusal.getMessage());
    }

    /// The refusal that a status stands for: a row of etcd's table where code and text are its,
    /// since clients tell refusals apart by both.
    public static KvException refusal(Status status) {
        StatusCode code = code(status.getCode());
        String text = status.getDescription() == null ? "" : status.getDescription();
        for (ErrorCode row : ErrorCode.values()) {
            if (row.status() == code && row.text().equals(text)) {
                return new KvException(row);
            }
        }
        return new KvException(code, text);
    }

    private static Status.Code code(StatusCode code) {
        return switch (code) {
            case OK -> Status.Code.OK;
            case CANCELED -> Status.Code.CANCELLED;
            case UNKNOWN -> Status.Code.UNKNOWN;
            case INVALID_ARGUMENT -> Status.Code.INVALID_ARGUMENT;
            case DEADLINE_EXCEEDED -> Status.Code.DEADLINE_EXCEEDED;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case ALREADY_EXISTS -> Status.Code.ALREADY_EXISTS;
            case PERMISSION_DENIED -> Status.Code.PERMISSION_DENIED;
            case RESOURCE_EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
            case FAILED_PRECONDITION -> Status.Code.FAILED_PRECONDITION;
            case ABORTED -> Status.Code.ABORTED;
            case OUT_OF_RANGE -> Status.Code.OUT_OF_RANGE;
            case UNIMPLEMENTED -> Status.Code.UNIMPLEMENTED;
            case INTERNAL -> Status.Code.INTERNAL;
            case UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case DATA_LOSS -> Status.Code.DATA_LOSS;
            case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
        };
    }

    private static StatusCode code(Status.Code code) {
        return switch (code) {
            case OK -> StatusCode.OK;
            case CANCELLED -> StatusCode.CANCELED;
            case UNKNOWN -> StatusCode.UNKNOWN;
            case INVALID_ARGUMENT -> StatusCode.INVALID_ARGUMENT;
            case DEADLINE_EXCEEDED -> StatusCode.DEADLINE_EXCEEDED;
            case NOT_FOUND -> StatusCode.NOT_FOUND;
            case ALREADY_EXISTS -> StatusCode.ALREADY_EXISTS;
            case PERMISSION_DENIED -> StatusCode.PERMISSION_DENIED;
            case RESOURCE_EXHAUSTED -> StatusCode.RESOURCE_EXHAUSTED;
            case FAILED_PRECONDITION -> StatusCode.FAILED_PRECONDITION;
            case ABORTED -> StatusCode.ABORTED;
            case OUT_OF_RANGE -> StatusCode.OUT_OF_RANGE;
            case UNIMPLEMENTED -> StatusCode.UNIMPLEMENTED;
            case INTERNAL -> StatusCode.INTERNAL;
            case UNAVAILABLE -> StatusCode.UNAVAILABLE;
            case DATA_LOSS -> StatusCode.DATA_LOSS;
            case UNAUTHENTICATED -> StatusCode.UNAUTHENTICATED;
        };
    }
}
