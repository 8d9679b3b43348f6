package kv.integration.program;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Debian's etcdctl against one server. Stateless.
///
/// @param server where to connect
public record Etcdctl(URI server) {

    /// What a command did.
    ///
    /// @param exitCode 0 when it succeeded
    /// @param output both streams
    public record Outcome(int exitCode, String output) {
    }

    public Outcome run(String... arguments) throws IOException {
        return run(new byte[0], arguments);
    }

    /// Runs a command with bytes for its standard input.
    public Outcome run(byte[] input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                OutsideProgram.require("etcdctl", "etcd-client").toString(),
                "--endpoints", server.toString(), "--dial-timeout", "10s",
                "--command-timeout", "20s"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ETCDCTL_API", "3");
        Process process = builder.start();
        try (var stream = process.getOutputStream()) {
            stream.write(input);
        }
        String output = new String(
                process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.onExit().join().exitValue(), output);
    }
}
