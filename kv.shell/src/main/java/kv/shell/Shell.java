package kv.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kv.shell.command.CommandTree;
import kv.shell.command.Kvsh;
import kv.shell.session.Connection;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine;

/// The interactive loop: reads a line, runs it, prints. Ctrl-C clears the line, or gives up the
/// command that runs; Ctrl-D, `exit` and `quit` leave.
final class Shell {

    private static final List<String> LEAVE = List.of("exit", "quit");
    private static final String HISTORY = ".kvsh_history";
    private static final int HISTORY_LINES = 10_000;

    private final Connection connection;
    private final Terminal terminal;
    private final LineReader reader;
    private final CommandLine commands;
    private final LiveKeys keys;

    private Shell(Terminal terminal, Connection connection, Map<String, String> defaults) {
        this.terminal = terminal;
        this.connection = connection;
        PrintStream out = new PrintStream(terminal.output(), false, StandardCharsets.UTF_8);
        Kvsh.Streams streams = new Kvsh.Streams(
                InputStream.nullInputStream(), this::nextLine, out, out);
        commands = CommandTree.over(connection, streams, defaults);
        keys = new LiveKeys(connection);
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("kvsh")
                .completer(new ShellCompleter(commands, keys))
                .variable(LineReader.HISTORY_FILE, history())
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_IGNORE, "*--password*:*--user*")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /// Runs until the user leaves.
    ///
    /// @param defaults values of the shared flags, from the command line and the environment
    /// @return the exit code of the process
    static int run(Connection connection, Map<String, String> defaults) {
        try (Terminal terminal = TerminalBuilder.builder().name("kvsh").build()) {
            Shell shell = new Shell(terminal, connection, defaults);
            try (LiveKeys keys = shell.keys) {
                CommandTree.target(shell.commands);
                keys.connect();
                return shell.loop();
            }
        } catch (IOException e) {
            System.err.println("Error: no terminal: " + e.getMessage());
            return 1;
        }
    }

    private int loop() {
        terminal.handle(Signal.INT, signal -> connection.cancel());
        int last = 0;
        while (true) {
            List<String> words;
            try {
                reader.readLine(prompt());
                words = reader.getParsedLine().words();
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return last;
            }
            if (words.size() == 1 && LEAVE.contains(words.getFirst())) {
                return last;
            }
            last = execute(words);
        }
    }

    private int execute(List<String> words) {
        if (words.isEmpty() || words.getFirst().isEmpty() || words.getFirst().startsWith("#")) {
            return 0;
        }
        int code = words.getFirst().equals("help")
                ? help(words)
                : commands.execute(words.toArray(String[]::new));
        terminal.flush();
        return code;
    }

    private int help(List<String> words) {
        CommandLine topic = commands.getSubcommands().get(words.getLast());
        (topic == null ? commands : topic).usage(terminal.writer());
        return 0;
    }

    private static Path history() {
        String home = System.getenv("HOME");
        return Path.of(home == null ? System.getProperty("user.home") : home, HISTORY);
    }

    private String prompt() {
        boolean silent = Terminal.TYPE_DUMB.equals(terminal.getType());
        return silent ? "" : "kvsh> ";
    }

    private Optional<String> nextLine(String prompt) {
        try {
            return Optional.of(reader.readLine(prompt().isEmpty() ? "" : prompt));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }
}
