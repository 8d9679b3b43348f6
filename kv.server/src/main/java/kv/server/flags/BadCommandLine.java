package kv.server.flags;

/// The command line cannot be understood; the message is Go's. The process prints it with the
/// usage and exits with 2, as etcd does.
final class BadCommandLine extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadCommandLine(String message) {
        super(message);
    }
}
