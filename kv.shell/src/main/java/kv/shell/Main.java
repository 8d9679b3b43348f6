package kv.shell;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import kv.shell.command.CommandTree;
import kv.shell.command.Kvsh;
import kv.shell.session.Connection;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The program: runs one command, or a shell if there is none and a terminal is there.
public final class Main {

    /// Variables that stand for flags, as `ETCDCTL_ENDPOINTS` for `--endpoints`.
    private static final String VARIABLES = "ETCDCTL_";

    private Main() {
    }

    /// Ends the process with etcdctl's exit codes.
    public static void main(String[] arguments) {
        // Ours goes to the terminal as answers and errors; libraries have nothing to say to users.
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        int code = run(arguments);
        System.exit(code);
    }

    private static int run(String[] arguments) {
        PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                false, StandardCharsets.UTF_8);
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Kvsh.Streams streams = new Kvsh.Streams(
                System.in, prompt -> nextLine(input), out, System.err);
        try (Connection connection = new Connection(Clients::connect)) {
            Map<String, String> defaults = fromEnvironment(System.getenv());
            CommandLine line = CommandTree.over(connection, streams, defaults);
            if (namesNoCommand(line, arguments, defaults)) {
                return Shell.run(connection, defaults);
            }
            return line.execute(arguments);
        } finally {
            out.flush();
        }
    }

    /// True if the command line is right and names no command; `defaults` then has its flags.
    private static boolean namesNoCommand(
            CommandLine line, String[] arguments, Map<String, String> defaults) {
        try {
            ParseResult parsed = line.parseArgs(arguments);
            if (parsed.hasSubcommand() || parsed.isUsageHelpRequested()) {
                return false;
            }
            for (OptionSpec option : parsed.matchedOptions()) {
                defaults.put(option.longestName().replaceFirst("^--", ""),
                        String.join(",", option.originalStringValues()));
            }
            return true;
        } catch (ParameterException e) {
            return false;
        }
    }

    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(VARIABLES)) {
                String flag = name.substring(VARIABLES.length()).toLowerCase(Locale.ROOT);
                values.put(flag.replace('_', '-'), value);
            }
        });
        return values;
    }

    private static Optional<String> nextLine(BufferedReader input) {
        try {
            return Optional.ofNullable(input.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
