package kv.store.wal;

import java.nio.file.Path;

/// The end of a log that was being written when the machine stopped, and was cut off. Nothing in
/// it was ever acknowledged.
///
/// @param file segment that was cut
/// @param offset where, in bytes; everything from here on was removed
/// @param reason what the end looked like
/// @param lastIndex newest entry that is left
public record TornTail(Path file, long offset, String reason, long lastIndex) {
}
