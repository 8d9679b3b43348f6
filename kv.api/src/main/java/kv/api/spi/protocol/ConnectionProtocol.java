package kv.api.spi.protocol;

import java.nio.ByteBuffer;

/// A protocol that may own a connection of the client port.
public interface ConnectionProtocol extends AutoCloseable {

    /// Name for the start-up plan and the log, such as `grpc`.
    String name();

    /// Protocols are asked in ascending order; the catch-all (HTTP/1.1) comes last.
    int order();

    /// Bytes that must have arrived before a certain answer is possible, at most 64.
    int neededBytes();

    /// Judges the bytes that have arrived so far, from the buffer's position to its limit,
    /// without consuming them. Event loop; must not block.
    Claim claim(ByteBuffer firstBytes);

    /// Stops taking calls, lets running ones finish within the server's grace, ends connections.
    @Override
    void close();
}
