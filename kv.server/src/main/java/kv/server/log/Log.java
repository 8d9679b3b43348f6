package kv.server.log;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Collections;

/// Writes records with a constant message and named values, as etcd does:
///
/// ```java
/// LOG.info("opened backend db", "path", path, "took", took);
/// ```
///
/// Values are numbers, booleans, lists of such, durations (written as Go does), throwables (their
/// message) or anything with a telling `toString`. Any thread.
public final class Log {

    private final System.Logger logger;

    private Log(System.Logger logger) {
        this.logger = logger;
    }

    /// The log of a class.
    public static Log of(Class<?> source) {
        return new Log(System.getLogger(source.getName()));
    }

    /// Whether debug records are written, for callers whose fields are dear.
    public boolean debugs() {
        return logger.isLoggable(Level.DEBUG);
    }

    /// What helps to find a fault.
    ///
    /// @param fields names and values in turn
    public void debug(String message, Object... fields) {
        write(Level.DEBUG, message, fields);
    }

    /// What an operator follows.
    ///
    /// @param fields names and values in turn
    public void info(String message, Object... fields) {
        write(Level.INFO, message, fields);
    }

    /// What an operator should look into.
    ///
    /// @param fields names and values in turn
    public void warn(String message, Object... fields) {
        write(Level.WARNING, message, fields);
    }

    /// What has failed.
    ///
    /// @param fields names and values in turn
    public void error(String message, Object... fields) {
        write(Level.ERROR, message, fields);
    }

    /// Why the process ends.
    ///
    /// @param fields names and values in turn
    public void fatal(String message, Object... fields) {
        write(Level.ERROR, message, new Fields(Arrays.asList(fields), true));
    }

    /// What has failed, with the stack of the failure.
    public void failure(String message, Throwable failure) {
        logger.log(Level.ERROR, message, failure);
    }

    /// A record of any level.
    ///
    /// @param fields names and values in turn
    public void write(Level level, String message, Object... fields) {
        if (logger.isLoggable(level)) {
            var pairs = Collections.unmodifiableList(Arrays.asList(fields));
            write(level, message, new Fields(pairs, false));
        }
    }

    private void write(Level level, String message, Fields fields) {
        if (Logging.stopping()) {
            Logging.writeLast(logger.getName(), level, message, fields);
        } else {
            logger.log(level, message, fields);
        }
    }
}
