package kv.server.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import kv.server.config.RefusedStart;

/// How many client connections the process may hold open: what the system grants in file
/// descriptors, less those that the server needs for itself.
final class DescriptorLimit {

    /// etcd's reserve for files and peers.
    private static final int RESERVED = 150;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String ROW = "Max open files";
    private static final int SOFT = 0;

    private DescriptorLimit() {
    }

    /// Connections for each client listener; no bound where the system does not tell.
    ///
    /// @throws RefusedStart when the limit leaves nothing, with etcd's text
    static int connections() {
        OptionalInt limit = soft();
        if (limit.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        if (limit.getAsInt() <= RESERVED) {
            throw RefusedStart.because(
                    "file descriptor limit of etcd process is too low; please set higher",
                    "limit " + limit.getAsInt() + ", at least " + (RESERVED + 1) + " are needed")
                    .advise("raise it with ulimit -n, or LimitNOFILE of the service");
        }
        return limit.getAsInt() - RESERVED;
    }

    private static OptionalInt soft() {
        try {
            return Files.readAllLines(LIMITS).stream().filter(line -> line.startsWith(ROW))
                    .map(line -> line.substring(ROW.length()).strip().split("\\s+")[SOFT])
                    .filter(number -> number.matches("[0-9]{1,9}"))
                    .mapToInt(Integer::parseInt).findFirst();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
