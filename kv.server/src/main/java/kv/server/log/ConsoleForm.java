package kv.server.log;

import java.time.format.DateTimeFormatter;

/// zap's console form: time, level, caller and message with tabs between, fields as JSON behind.
final class ConsoleForm implements RecordForm {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX");

    @Override
    public String line(Entry entry) {
        String line = String.join("\t", RecordForm.time(entry.time(), TIME), entry.level(),
                entry.caller(), entry.message());
        if (!entry.fields().isEmpty()) {
            line += "\t" + JsonForm.object(entry.fields());
        }
        return line + entry.stack().map(stack -> "\n" + stack).orElse("") + "\n";
    }
}
