package kv.api.spi.protocol;

/// What a protocol says of a connection's first bytes.
public enum Claim {
    /// The connection is mine.
    YES,
    /// It is not mine, whatever follows.
    NO,
    /// I cannot tell before more bytes have come.
    NEED_MORE
}
