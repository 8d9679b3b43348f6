package kv.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kv.integration.program.RunningServer;

/// A start of `bin/kvd` that is expected to end by itself.
///
/// @param exitCode with which it ended
/// @param output both streams
record FailedStart(int exitCode, String output) {

    private static final long LIMIT_S = 60;

    /// Starts a server on free ports and waits for its end.
    ///
    /// @param directory for the data
    /// @param more flags; the last of several wins
    static FailedStart of(Path directory, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--data-dir", directory.toString(),
                "--listen-client-urls", "http://127.0.0.1:0",
                "--advertise-client-urls", "http://127.0.0.1:0",
                "--listen-peer-urls", "http://127.0.0.1:0"));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    /// Runs the program with these arguments alone.
    static FailedStart run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(RunningServer.image().resolve("bin/kvd").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.onExit().orTimeout(LIMIT_S, TimeUnit.SECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                process.destroyForcibly();
            }
        });
        byte[] output = process.getInputStream().readAllBytes();
        return new FailedStart(process.onExit().join().exitValue(),
                new String(output, StandardCharsets.UTF_8));
    }

    /// The last line: why the process ended.
    String reason() {
        return output.lines().reduce("", (before, line) -> line);
    }
}
