package kv.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory on tmpfs for one benchmark.
final class TemporaryTree {

    private static final Path TMPFS = Path.of("/dev/shm");

    private TemporaryTree() {
    }

    static Path create() throws IOException {
        return Files.createTempDirectory(TMPFS, "kvd-micro");
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
