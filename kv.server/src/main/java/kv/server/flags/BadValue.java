package kv.server.flags;

/// The text is no value of the flag's type; the message is Go's or etcd's reason.
final class BadValue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadValue(String reason) {
        super(reason);
    }
}
