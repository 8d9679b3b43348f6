package kv.shell.session;

/// etcdctl's exit codes, as far as they occur here.
public enum ExitCode {
    /// Done.
    SUCCESS(0),
    /// The server refused, or could not be reached.
    ERROR(1),
    /// A stream to the server could not be opened.
    BAD_CONNECTION(2),
    /// What was read from standard input makes no sense.
    INVALID_INPUT(3),
    /// A flag's value, or an output format, that there is not.
    BAD_FEATURE(4),
    /// The server ended what should have gone on.
    INTERRUPTED(5),
    /// Arguments are missing, or too many.
    BAD_ARGUMENTS(128);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// What the process ends with.
    public int number() {
        return number;
    }
}
