package kv.server.flags;

import java.util.Arrays;
import java.util.List;

/// Something worth a log record that was seen before there was a log.
///
/// @param level how much it matters
/// @param message the record's `msg`
/// @param fields names and values in turn
public record Notice(System.Logger.Level level, String message, List<Object> fields) {

    static Notice info(String message, Object... fields) {
        return new Notice(System.Logger.Level.INFO, message, Arrays.asList(fields));
    }

    static Notice warn(String message, Object... fields) {
        return new Notice(System.Logger.Level.WARNING, message, Arrays.asList(fields));
    }
}
