package kv.store.wal;

import java.nio.file.Path;

/// A place in a segment that does not read as a record.
///
/// @param file the segment
/// @param offset where the frame begins
/// @param kind what is wrong
/// @param recordBytes length that the frame claims, 0 if it claims none
/// @param problem the same in words that end a sentence begun by the file's name
record Damage(Path file, long offset, Kind kind, long recordBytes, String problem) {

    enum Kind {
        /// The file ends inside the frame.
        END_OF_FILE,
        /// The length word is 0, but bytes that are not 0 follow.
        ZERO_WORD,
        /// No frame has this length word.
        BAD_WORD,
        /// The record cannot be decoded, or its checksum is wrong.
        BAD_RECORD,
        /// Record and checksum are sound, but it cannot stand here.
        BAD_SEQUENCE
    }
}
