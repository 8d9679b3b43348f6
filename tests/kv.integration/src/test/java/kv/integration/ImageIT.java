package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kv.integration.program.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The image as a folder: what is in it, and how its launchers treat options.
class ImageIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"kvd", "kvsh"})
    void startsFromACacheOfLoadedClasses(String program) throws Exception {
        assertTrue(Files.size(RunningServer.image().resolve("lib/" + program + ".aot")) > 0);
        assertFalse(version(program, "-Xmx300m").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx200m", "-XX:+UseParallelGC", "-XX:+UseZGC",
        "-XX:-UseCompactObjectHeaders", "--add-opens=java.base/java.nio=ALL-UNNAMED", "-Da=b"})
    void saysNothingOfItsOwnWhateverTheOptions(String option) throws Exception {
        List<String> plain = version("kvsh", "");
        assertEquals(2, plain.size(), plain.toString());
        assertEquals(plain, version("kvsh", option));
    }

    @Test
    void runsFromWhereItIsLinkedTo() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("shell"),
                RunningServer.image().resolve("bin/kvsh"));
        assertEquals(version("kvsh", ""), lines(Map.of(), link.toString(), "version"));
    }

    @Test
    void holdsOneNativeLibraryOfTheEngine() throws IOException {
        try (Stream<Path> files = Files.walk(RunningServer.image().resolve("lib"))) {
            assertEquals(1, files.filter(file -> file.toString().contains("rocksdbjni")).count());
        }
    }

    @Test
    void namesALicenceForEveryPartOfIt() throws IOException {
        Path legal = RunningServer.image().resolve("legal");
        try (Stream<Path> parts = Files.list(legal)) {
            List<Path> without = parts.filter(part -> !hasFile(part)).toList();
            assertEquals(List.of(), without);
        }
        assertTrue(Files.readString(RunningServer.image().resolve("LICENSE"))
                .contains("Apache License"));
    }

    private static boolean hasFile(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /// What the program prints of its version, with these options for Java.
    private static List<String> version(String program, String options) throws Exception {
        String variable = program.equals("kvd") ? "KVD_JVM_OPTS" : "KVSH_JVM_OPTS";
        return lines(Map.of(variable, options),
                RunningServer.image().resolve("bin/" + program).toString(),
                program.equals("kvd") ? "--version" : "version");
    }

    private static List<String> lines(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.lines().toList();
    }
}
