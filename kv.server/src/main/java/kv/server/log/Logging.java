package kv.server.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import kv.server.config.LogConfig;
import kv.server.config.RefusedStart;

/// Sets up java.util.logging, once per process.
public final class Logging {

    /// The parent of our loggers. Held here, because java.util.logging forgets loggers, and their
    /// levels with them, that nobody holds.
    private static final Logger OURS = Logger.getLogger("kv");

    /// The gRPC library sets an option of TCP on every connection; Netty warns of each that comes
    /// through a unix socket.
    private static final Logger NETTY_BOOTSTRAP =
            Logger.getLogger("io.netty.bootstrap.ServerBootstrap");
    private static final String NO_SUCH_OPTION = "Unknown channel option 'SO_KEEPALIVE'";

    private static volatile RecordHandler handler;
    private static volatile boolean stopping;

    private Logging() {
    }

    /// Sends every record to the configured outputs in the configured form; without one, in
    /// zap's console form when `terminal`, else as JSON.
    ///
    /// @throws RefusedStart when an output cannot be opened
    public static void install(LogConfig config, boolean terminal) {
        LogConfig.Format standard =
                terminal ? LogConfig.Format.CONSOLE : LogConfig.Format.JSON;
        RecordForm form = switch (config.format().orElse(standard)) {
            case JSON -> new JsonForm();
            case CONSOLE -> new ConsoleForm();
        };
        List<OutputStream> outputs = new ArrayList<>();
        config.outputs().forEach(output -> outputs.add(open(output)));
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        handler = new RecordHandler(form, outputs);
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        NETTY_BOOTSTRAP.setFilter(record -> !record.getMessage().startsWith(NO_SUCH_OPTION));
        OURS.setLevel(switch (config.level()) {
            case ALL, TRACE -> Level.ALL;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.SEVERE;
            case OFF -> Level.OFF;
        });
    }

    /// From now on [Log] writes past java.util.logging, which takes its handlers away as soon as
    /// the process is told to stop.
    public static void keepThroughStop() {
        stopping = handler != null;
    }

    static boolean stopping() {
        return stopping;
    }

    /// Writes a record although java.util.logging has ended.
    static void writeLast(String logger, System.Logger.Level level, String message, Fields fields) {
        var record = new LogRecord(switch (level) {
            case ALL, TRACE, DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR, OFF -> Level.SEVERE;
        }, message);
        record.setLoggerName(logger);
        record.setParameters(new Object[] {fields});
        handler.publish(record);
    }

    private static OutputStream open(String output) {
        return switch (output) {
            case "stderr" -> new FileOutputStream(FileDescriptor.err);
            case "stdout" -> new FileOutputStream(FileDescriptor.out);
            default -> file(output);
        };
    }

    private static OutputStream file(String output) {
        try {
            return Files.newOutputStream(
                    Path.of(output), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException
                    ? "no such file or directory" : e.getMessage();
            throw RefusedStart.because("failed to verify flags",
                    "open sink \"" + output + "\": open " + output + ": " + reason)
                    .advise("name a file in a directory that exists and can be written, or leave "
                            + "--log-outputs out");
        }
    }
}
