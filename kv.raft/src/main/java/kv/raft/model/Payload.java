package kv.raft.model;

/// The content of a log entry, as opaque to consensus as an envelope to the post.
///
/// kv.raft carries a payload by identity from [Proposal] to [Entry] to [Ready] and asks for
/// nothing but its size, which counts towards the byte limits of [RaftConfig.Limits]. The caller
/// defines the type behind it; the caller alone encodes, decodes, caches or releases it.
/// Implementations are immutable while raft holds them.
public interface Payload {

    /// The content of an entry that carries none: the first entry of every leader's term.
    Payload EMPTY = new Payload() {
        @Override
        public int sizeBytes() {
            return 0;
        }

        @Override
        public String toString() {
            return "";
        }
    };

    /// Size of the encoded content in bytes, zero for an empty entry. Must never change.
    int sizeBytes();
}
