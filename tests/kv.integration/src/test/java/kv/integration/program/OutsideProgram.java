package kv.integration.program;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A program of another project that a test needs, such as `etcdctl`.
///
/// Where it is missing the test is skipped, and the program is noted in
/// `target/missing-programs.txt` of the repository, one line each, for the end of the build. With
/// `-Dkvd.ci=true` or in an environment with `KVD_CI` it is a failure instead.
public final class OutsideProgram {

    private static final Path NOTES =
            Path.of(System.getProperty("kvd.root"), "target", "missing-programs.txt");

    private OutsideProgram() {
    }

    /// The program's path.
    ///
    /// @param debianPackage that brings it
    public static Path require(String program, String debianPackage) {
        Optional<Path> found = find(program);
        if (found.isEmpty()) {
            String missing = program + " is missing; Debian package " + debianPackage;
            if (Boolean.getBoolean("kvd.ci") || System.getenv("KVD_CI") != null) {
                Assertions.fail(missing);
            }
            note(missing);
            Assumptions.abort(missing);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable).findFirst();
    }

    private static synchronized void note(String missing) {
        try {
            Files.createDirectories(NOTES.getParent());
            if (Files.notExists(NOTES) || !Files.readAllLines(NOTES).contains(missing)) {
                Files.writeString(NOTES, missing + "\n",
                        StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
