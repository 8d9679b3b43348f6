package kv.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.api.spi.storage.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The storage contract as somebody else meets it: a plugin that is compiled against `kv.api`
/// alone, brings another version of protobuf-java, and is opened as a layer of its own.
class ThirdPartyPluginTest {

    private static final List<String> MODULES =
            List.of("com.google.protobuf", "thirdparty.storage");

    @TempDir
    private Path directory;
    private ModuleLayer layer;

    @BeforeEach
    void compileAndOpen() throws IOException, URISyntaxException {
        for (String module : MODULES) {
            compile(module);
        }
        Configuration resolved = ModuleLayer.boot().configuration().resolve(
                ModuleFinder.of(directory), ModuleFinder.of(), Set.of("thirdparty.storage"));
        layer = ModuleLayer.boot().defineModulesWithOneLoader(
                resolved, ClassLoader.getSystemClassLoader());
    }

    @Test
    void runsAPluginWithAProtobufOfItsOwn() throws ReflectiveOperationException {
        StorageProvider provider = (StorageProvider) layer.findLoader("thirdparty.storage")
                .loadClass("thirdparty.storage.TreeProvider")
                .getDeclaredConstructor()
                .newInstance();
        assertEquals("tree", provider.name());
        StorageEngine engine = provider.open(directory, StorageOptions.small());
        ExpectedTables expected = new ExpectedTables();
        RecordedBatch batch = RecordedBatch.after(engine.lastCommit()).put(Table.KEY, "k", "v");
        engine.commit(batch);
        batch.forEach(expected);
        expected.assertShownBy(engine);
    }

    @Test
    void keepsThePluginsProtobufApartFromItsOwn() {
        assertNotSame(
                ModuleLayer.boot().findModule("com.google.protobuf").orElseThrow(),
                layer.findModule("com.google.protobuf").orElseThrow());
    }

    private void compile(String module) throws IOException, URISyntaxException {
        Path sources = Path.of(ThirdPartyPluginTest.class
                .getResource("/thirdparty/" + module + "/module-info.java").toURI()).getParent();
        Path classes = Files.createDirectories(directory.resolve(module));
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> arguments = Stream.concat(
                            Stream.of("-d", classes.toString(),
                                    "--module-path", directory + ":" + contract()),
                            files.filter(file -> file.toString().endsWith(".java"))
                                    .map(Path::toString))
                    .toList();
            int code = ToolProvider.findFirst("javac").orElseThrow()
                    .run(System.out, System.err, arguments.toArray(String[]::new));
            assertEquals(0, code, "javac");
        }
    }

    /// Where `kv.api` is.
    private static Path contract() {
        URI location = StorageProvider.class.getModule().getLayer().configuration()
                .findModule("kv.api").orElseThrow()
                .reference().location().orElseThrow();
        return Path.of(location);
    }
}
