package kv.server.snapshot;

/// A command cannot do what it was asked to. Nothing was changed, unless the message says so.
final class SnapshotFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private SnapshotFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /// What was asked for does not work out.
    static SnapshotFailure because(String message) {
        return new SnapshotFailure(1, message);
    }

    /// The arguments make no sense; etcdutl's exit code.
    static SnapshotFailure arguments(String message) {
        return new SnapshotFailure(128, message);
    }

    /// A flag's value is not to be had; etcdutl's exit code.
    static SnapshotFailure feature(String message) {
        return new SnapshotFailure(4, message);
    }

    /// A failure with an exit code of its own.
    static SnapshotFailure of(int exitCode, String message) {
        return new SnapshotFailure(exitCode, message);
    }

    int exitCode() {
        return exitCode;
    }
}
