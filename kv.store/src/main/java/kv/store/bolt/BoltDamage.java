package kv.store.bolt;

import java.nio.file.Path;

/// A database file is not what it should be. Nothing was changed; whoever reads it decides what
/// to do: a command tells the operator, a member discards what a peer has sent.
public final class BoltDamage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    /// @param offset where in the file
    /// @param problem what is wrong, in words that follow the place
    public BoltDamage(Path file, long offset, String problem) {
        super(file + " is damaged at offset " + offset + ": " + problem);
        this.file = file;
        this.offset = offset;
    }

    /// The file; null only in a copy that was deserialized.
    public Path file() {
        return file;
    }

    /// Where in the file.
    public long offset() {
        return offset;
    }
}
