package kv.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One module of the build: a folder with a POM, sources and, once compiled, classes.
///
/// @param folder absolute
record ModuleFolder(Path folder) {

    /// Its path from the root, such as `plugins/storage-heap`.
    String name() {
        return Repository.name(folder);
    }

    /// The module name that the folder must have: its own, or a plugin's.
    String expectedModuleName() {
        String last = folder.getFileName().toString();
        return name().startsWith("plugins/") ? "kv.plugin." + last.replace('-', '.') : last;
    }

    /// The compiled descriptor; empty for modules of the class path.
    Optional<ModuleDescriptor> descriptor() {
        Path file = folder.resolve("target/classes/module-info.class");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(ModuleDescriptor.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    boolean declaresModule() {
        return Files.exists(folder.resolve("src/main/java/module-info.java"));
    }

    /// Sources of the module itself or of its tests.
    List<Path> sources(String set) {
        return Repository.files(
                folder.resolve("src/" + set + "/java"), file -> file.toString().endsWith(".java"));
    }

    /// Class files that came from our own sources of the module, not from generated ones.
    List<ClassModel> classes() {
        return classes("main", "classes");
    }

    /// Class files of the tests.
    List<ClassModel> testClasses() {
        return classes("test", "test-classes");
    }

    private List<ClassModel> classes(String set, String output) {
        Path sources = folder.resolve("src/" + set + "/java");
        Path classes = folder.resolve("target").resolve(output);
        if (!Files.exists(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> Files.exists(sources.resolve(source(classes, file))))
                    .sorted()
                    .map(ModuleFolder::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path source(Path classes, Path file) {
        Path relative = classes.relativize(file);
        String type = relative.getFileName().toString().replaceFirst("(\\$.*)?\\.class$", "");
        return relative.resolveSibling(type + ".java");
    }

    private static ClassModel read(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
