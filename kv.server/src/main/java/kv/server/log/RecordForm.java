package kv.server.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// How a record becomes a line. Stateless.
interface RecordForm {

    /// The line, with its end.
    String line(Entry entry);

    /// One record, taken apart.
    ///
    /// @param level zap's name for it
    /// @param time when it was made
    /// @param caller folder, file and line of the code, when it is ours; else the logger's name
    /// @param message the text
    /// @param fields names and values in turn
    /// @param stack of a failure
    record Entry(
            String level, Instant time, String caller, String message, List<Object> fields,
            Optional<String> stack) {
    }

    /// The clock time in the local zone, as zap prints it, with this fraction of a second.
    static String time(Instant instant, DateTimeFormatter form) {
        return form.format(instant.atZone(ZoneId.systemDefault()));
    }
}
