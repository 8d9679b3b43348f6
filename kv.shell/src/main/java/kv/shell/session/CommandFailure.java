package kv.shell.session;

/// The end of a command that did not do what it was asked: what to print, and the exit code.
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /// A failure with a message for people; an empty one if all was said already.
    public CommandFailure(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// What the process ends with.
    public ExitCode code() {
        return code;
    }
}
