package kv.server.config;

import java.util.List;
import java.util.Optional;

/// Where the log goes, how much of it, and in which form.
///
/// @param level lowest level that is written
/// @param format the form, if one was named; else a terminal gets text and anything else JSON
/// @param outputs `stderr`, `stdout` or a file's path each; at least one
public record LogConfig(System.Logger.Level level, Optional<Format> format, List<String> outputs) {

    /// The forms of a record.
    public enum Format {
        /// zap's JSON, one object a line.
        JSON,
        /// zap's console form: tab-separated, fields as JSON at the end.
        CONSOLE
    }
}
