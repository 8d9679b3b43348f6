package kv.server.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells whether people read what is written.
public final class Terminal {

    private Terminal() {
    }

    /// Whether standard error is a terminal. Where `/proc` does not tell, the JDK's view of
    /// standard input and output stands for it.
    public static boolean onStandardError() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")
                    || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }
}
