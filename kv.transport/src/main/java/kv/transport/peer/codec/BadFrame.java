package kv.transport.peer.codec;

import java.io.IOException;

/// Bytes on a peer's stream that are no frame, or one that is too large.
public final class BadFrame extends IOException {

    private static final long serialVersionUID = 1L;

    /// @param reason what is wrong with it
    public BadFrame(String reason) {
        super(reason);
    }
}
