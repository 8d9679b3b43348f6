package kv.server.flags;

import java.util.Locale;

/// zap's names of log levels.
final class LogLevels {

    private LogLevels() {
    }

    /// The level; empty text is `info`. What zap has above error is error here.
    ///
    /// @throws BadCommandLine for another name: etcd panics, which ends it the same way
    static System.Logger.Level parse(String name) {
        boolean known = name.equals(name.toLowerCase(Locale.ROOT))
                || name.equals(name.toUpperCase(Locale.ROOT));
        return switch (known ? name.toLowerCase(Locale.ROOT) : name) {
            case "debug" -> System.Logger.Level.DEBUG;
            case "", "info" -> System.Logger.Level.INFO;
            case "warn" -> System.Logger.Level.WARNING;
            case "error", "dpanic", "panic", "fatal" -> System.Logger.Level.ERROR;
            default -> throw new BadCommandLine("unrecognized level: \"" + name + "\"");
        };
    }
}
