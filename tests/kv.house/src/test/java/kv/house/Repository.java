package kv.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The repository that these tests stand in. Built files are of the last compilation.
final class Repository {

    /// Folders that hold what was made or fetched, not what was written.
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", "default.etcd");

    private static final Path ROOT =
            Path.of(System.getProperty("kvd.root", "../..")).toAbsolutePath().normalize();

    private Repository() {
    }

    static Path root() {
        return ROOT;
    }

    /// A path as messages name it.
    static String name(Path path) {
        return ROOT.relativize(path.toAbsolutePath()).toString();
    }

    /// Every folder with a POM and sources of its own, in the order of their names.
    static List<ModuleFolder> modules() {
        List<ModuleFolder> found = new ArrayList<>();
        for (String parent : List.of("", "plugins", "tests")) {
            try (Stream<Path> folders = Files.list(ROOT.resolve(parent))) {
                folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                        .filter(folder -> Files.exists(folder.resolve("src")))
                        .sorted()
                        .map(ModuleFolder::new)
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /// Every file that was written by hand, where `wanted` holds.
    static List<Path> files(Path under, Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        if (!Files.exists(under)) {
            return found;
        }
        try {
            Files.walkFileTree(under, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (wanted.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
