package kv.transport.peer;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes the database of a snapshot that a peer sends. Called by one thread, which may wait; either
/// [#finish()] or [#abandon(String)] comes last.
public interface SnapshotSink {

    /// The next bytes.
    void write(ByteBuffer bytes) throws IOException;

    /// All bytes have come.
    ///
    /// @throws IOException when they are of no use; the peer is told, and nothing is left of them
    void finish() throws IOException;

    /// No more bytes will come, and those that came are of no use.
    void abandon(String reason);
}
