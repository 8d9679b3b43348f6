package kv.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// Writes every record as one line, with one write, to each output. Any thread; one at a time.
final class RecordHandler extends Handler {

    private static final String OURS = "kv.";
    private static final List<String> JDK = List.of("java.", "jdk.", "sun.");
    private static final Set<String> LOGGING =
            Set.of(Log.class.getName(), Logging.class.getName(), RecordHandler.class.getName());

    private final RecordForm form;
    private final List<OutputStream> outputs;
    private final SimpleFormatter messages = new SimpleFormatter();

    RecordHandler(RecordForm form, List<OutputStream> outputs) {
        this.form = form;
        this.outputs = outputs;
    }

    @Override
    public void publish(LogRecord record) {
        byte[] line = form.line(entry(record)).getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            for (OutputStream output : outputs) {
                try {
                    output.write(line);
                } catch (IOException e) {
                    // A log that cannot be written must not take the member down.
                    reportError(null, e, ErrorManager.WRITE_FAILURE);
                }
            }
        }
    }

    private RecordForm.Entry entry(LogRecord record) {
        Object[] parameters = record.getParameters();
        boolean named = parameters != null && parameters.length == 1
                && parameters[0] instanceof Fields;
        Fields fields = named ? (Fields) parameters[0] : new Fields(List.of(), false);
        String message = named ? record.getMessage() : messages.formatMessage(record);
        return new RecordForm.Entry(
                fields.fatal() ? "fatal" : level(record.getLevel()),
                record.getInstant(),
                caller(record),
                message,
                fields.pairs(),
                Optional.ofNullable(record.getThrown()).map(RecordHandler::stack));
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "warn";
        }
        return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }

    private static String caller(LogRecord record) {
        String logger = record.getLoggerName();
        if (logger == null || !logger.startsWith(OURS)) {
            return String.valueOf(logger);
        }
        return StackWalker.getInstance().walk(frames -> frames
                .filter(frame -> !LOGGING.contains(frame.getClassName())
                        && JDK.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst().map(RecordHandler::place).orElse(logger));
    }

    private static String place(StackWalker.StackFrame frame) {
        String[] names = frame.getClassName().split("\\.");
        String folder = names.length < 2 ? "" : names[names.length - 2] + "/";
        return folder + frame.getFileName() + ":" + frame.getLineNumber();
    }

    private static String stack(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    /// Leaves the outputs open: java.util.logging closes its handlers before the server has
    /// stopped, and what stops last is worth a record, too.
    @Override
    public void close() {
        // the outputs end with the process
    }
}
