package kv.store.file;

import java.nio.file.Path;

/// The server must not start on this directory: it is locked, cannot be written, belongs to another
/// engine, or its log is damaged. Nothing was changed on disk. Thrown at start alone; the process
/// prints the message and exits with 1.
public final class StoreRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Value of [#offset()] when no place in the file is to blame.
    public static final long NO_OFFSET = -1;

    private final transient Path file;
    private final long offset;
    private final String nextStep;

    /// A refusal that concerns a file or directory as a whole.
    public StoreRefusal(Path file, String problem, String nextStep) {
        this(file, NO_OFFSET, problem, nextStep);
    }

    /// A refusal because of what stands at an offset of a file.
    ///
    /// @param problem what is wrong, in words that end a sentence begun by the file's name
    /// @param nextStep what the operator can safely do
    public StoreRefusal(Path file, long offset, String problem, String nextStep) {
        super(file + (offset == NO_OFFSET ? " " : " at offset " + offset + " ") + problem
                + ". Next: " + nextStep);
        this.file = file;
        this.offset = offset;
        this.nextStep = nextStep;
    }

    /// The file or directory concerned; null only in a copy that was deserialized.
    public Path file() {
        return file;
    }

    /// Where in the file, or [#NO_OFFSET].
    public long offset() {
        return offset;
    }

    /// What the operator can safely do.
    public String nextStep() {
        return nextStep;
    }
}
