package kv.api.spi.storage;

/// The engine cannot go on: unreadable content, a failed write or sync. Final for the instance;
/// the server stops rather than try again.
public class StorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message names file, place and the safe next step
    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
