package kv.store.wal;

/// A place in the log.
///
/// @param index index of an entry, 0 for the place before the first
/// @param term its term
public record WalPosition(long index, long term) {

    /// Before the first entry.
    public static final WalPosition START = new WalPosition(0, 0);
}
