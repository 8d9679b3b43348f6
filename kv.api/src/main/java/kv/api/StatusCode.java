package kv.api;

/// gRPC's status codes, in the order of their numbers.
public enum StatusCode {
    /// Code 0.
    OK,
    /// Code 1.
    CANCELED,
    /// Code 2.
    UNKNOWN,
    /// Code 3.
    INVALID_ARGUMENT,
    /// Code 4.
    DEADLINE_EXCEEDED,
    /// Code 5.
    NOT_FOUND,
    /// Code 6.
    ALREADY_EXISTS,
    /// Code 7.
    PERMISSION_DENIED,
    /// Code 8.
    RESOURCE_EXHAUSTED,
    /// Code 9.
    FAILED_PRECONDITION,
    /// Code 10.
    ABORTED,
    /// Code 11.
    OUT_OF_RANGE,
    /// Code 12.
    UNIMPLEMENTED,
    /// Code 13.
    INTERNAL,
    /// Code 14.
    UNAVAILABLE,
    /// Code 15.
    DATA_LOSS,
    /// Code 16.
    UNAUTHENTICATED;

    /// The code's number on the wire, 0 to 16.
    public int number() {
        return ordinal();
    }
}
