package kv.server.assembly;

import java.util.List;

/// The program `kvd`.
public final class Main {

    private Main() {
    }

    /// Runs a server until it is stopped, and ends the process with a code of [ExitCode].
    public static void main(String[] arguments) {
        var process = new ServerProcess();
        System.exit(process.run(List.of(arguments), System.getenv()).number());
    }
}
