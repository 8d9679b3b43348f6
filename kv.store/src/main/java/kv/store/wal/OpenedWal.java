package kv.store.wal;

/// A log that was found, read and positioned for appending.
///
/// @param wal the log
/// @param contents what it held
public record OpenedWal(Wal wal, WalContents contents) {
}
