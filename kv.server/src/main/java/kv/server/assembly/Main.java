package kv.server.assembly;

import java.util.List;

/// The program `kvd`.
public final class Main {

    private Main() {
    }

    /// Runs a server until it is stopped, and ends the process with a code of [ExitCode]; or a
    /// command of `kvd snapshot`, with etcdutl's codes.
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.getFirst().equals("snapshot")) {
            System.exit(ServerProcess.snapshot(words.subList(1, words.size())));
        }
        var process = new ServerProcess();
        System.exit(process.run(words, System.getenv()).number());
    }
}
