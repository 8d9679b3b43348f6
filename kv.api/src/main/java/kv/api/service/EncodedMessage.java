package kv.api.service;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.OutputStream;

/// A message in its encoded form, made of parts that are never joined: a stored value goes out as
/// the bytes that the store holds. Immutable, so one instance may be written to many streams.
///
/// @param <M> the message that the bytes decode to
public interface EncodedMessage<M extends MessageLite> {

    /// Exact length of the encoding in bytes.
    int sizeBytes();

    /// Writes the encoding, all of it.
    ///
    /// @throws IOException when `out` fails
    void writeTo(OutputStream out) throws IOException;

    /// The message itself, for a caller that needs its fields.
    M decode();
}
