package kv.server.assembly;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kv.server.config.RefusedStart;
import kv.server.log.Log;

/// Looks at a data directory before anything else is done with it, as etcd does: it is missing or
/// empty, a member's, or nothing to be touched.
final class DataDirectoryKind {

    private static final Log LOG = Log.of(DataDirectoryKind.class);
    private static final String MEMBER = "member";
    private static final String PROXY = "proxy";
    private static final Set<String> KNOWN = Set.of(MEMBER, "lock");

    private DataDirectoryKind() {
    }

    /// Logs which kind it is.
    ///
    /// @throws RefusedStart when it cannot be listed, or is a proxy's
    static void check(Path directory) {
        List<String> names = names(directory);
        if (names.contains(PROXY)) {
            throw RefusedStart.because(names.contains(MEMBER)
                    ? "invalid datadir; both member and proxy directories exist"
                    : "v2 http proxy has already been deprecated in 3.6", directory.toString())
                    .advise("name another --data-dir");
        }
        names.stream().filter(name -> !KNOWN.contains(name)).forEach(name ->
                LOG.warn("found invalid file under data directory",
                        "filename", name, "dir", directory));
        boolean member = names.contains(MEMBER);
        LOG.info(member ? "server has already been initialized"
                : "Initialize and start etcd server",
                "data-dir", directory, "dir-type", member ? MEMBER : "empty");
    }

    private static List<String> names(Path directory) {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            String reason = e instanceof AccessDeniedException ? "permission denied"
                    : Files.isDirectory(directory) ? String.valueOf(e.getMessage())
                    : "not a directory";
            throw RefusedStart.because("failed to list data directory",
                    "open " + directory + ": " + reason)
                    .advise("make it a directory that user " + System.getProperty("user.name")
                            + " can read and write, or name another --data-dir");
        }
    }
}
