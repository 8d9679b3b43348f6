package kv.shell.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `watch KEY [RANGE_END] [-- COMMAND]`: prints events until it is interrupted, and runs a command
/// for each.
@Command(name = "watch", description = {
    "Prints every change of a key, or of the keys from KEY to before RANGE_END, until Ctrl-C.",
    "With -- COMMAND, runs it for each event, with ETCD_WATCH_REVISION, ETCD_WATCH_EVENT_TYPE,"
            + " ETCD_WATCH_KEY and ETCD_WATCH_VALUE in its environment.",
    "With -i, reads lines: watch and its arguments, or progress."})
final class WatchCommand implements Callable<Integer> {

    private static final String SEPARATOR = "--";
    private static final String KEY = "ETCDCTL_WATCH_KEY";
    private static final String RANGE_END = "ETCDCTL_WATCH_RANGE_END";

    private final Kvsh kvsh;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "KEY [RANGE_END] [-- COMMAND]")
    private List<String> arguments = List.of();

    @Mixin
    private KeyScope scope = new KeyScope();

    @Option(names = "--rev", paramLabel = "REVISION", description = "begin there")
    private long revision;

    @Option(names = "--prev-kv", description = "print what was there before")
    private boolean prevKv;

    @Option(names = "--progress-notify", description = "let the server tell how far it is")
    private boolean progressNotify;

    @Option(names = {"-i", "--interactive"}, description = "read what to watch line by line")
    private boolean interactive;

    WatchCommand(Kvsh kvsh) {
        this(kvsh, System.getenv());
    }

    private WatchCommand(Kvsh kvsh, Map<String, String> environment) {
        this.kvsh = kvsh;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (variable(KEY).isEmpty() && variable(RANGE_END).isPresent()) {
            throw Kvsh.badArguments(KEY + " is empty but got " + RANGE_END + "=\""
                    + variable(RANGE_END).get() + "\"");
        }
        try (WatchSession session = new WatchSession(kvsh, interactive)) {
            if (interactive) {
                converse(session);
            } else {
                begin(session, spec.commandLine().getParseResult().originalArgs());
                session.await();
            }
        }
        return 0;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /// @param words the command line as it was typed, since the separator is not among the
    ///     arguments
    private void begin(WatchSession session, List<String> words) {
        int separator = words.lastIndexOf(SEPARATOR);
        List<String> command = separator < 0 ? List.of()
                : words.subList(separator + 1, words.size());
        if (separator >= 0 && command.isEmpty()) {
            throw Kvsh.badArguments(
                    "bad number of arguments (found separator --, but no commands)");
        }
        session.watch(request(keys(command.size())), command);
    }

    private List<String> keys(int commandWords) {
        List<String> given = arguments == null ? List.of()
                : arguments.subList(0, arguments.size() - commandWords);
        Optional<String> key = variable(KEY);
        if (key.isPresent() && !given.isEmpty()) {
            throw Kvsh.badArguments(
                    "bad number of arguments (found conflicting environment key)");
        }
        List<String> keys = key.isEmpty() ? given
                : Stream.concat(key.stream(), variable(RANGE_END).stream()).toList();
        if (keys.isEmpty()) {
            throw Kvsh.badArguments("bad number of arguments");
        }
        return keys;
    }

    private WatchCreateRequest request(List<String> keys) {
        KeyScope.Range range = scope.range(keys);
        return WatchCreateRequest.newBuilder()
                .setKey(range.key())
                .setRangeEnd(range.end())
                .setStartRevision(revision)
                .setPrevKv(prevKv)
                .setProgressNotify(progressNotify)
                .build();
    }

    private void converse(WatchSession session) {
        while (true) {
            String line = kvsh.streams().lines().apply("watch> ")
                    .orElseThrow(() -> new CommandFailure(ExitCode.INVALID_INPUT,
                            "error reading watch request line: EOF"));
            List<String> words = TxnText.words(line);
            if (words.isEmpty()) {
                complain("Invalid command: " + line + " (watch and progress supported)");
            } else if (words.getFirst().equals("progress")) {
                session.progress();
            } else if (!words.getFirst().equals("watch")) {
                complain("Invalid command " + line + " (only support watch)");
            } else if (words.size() < 2 && variable(KEY).isEmpty()) {
                complain("Invalid command " + line + " (command type or key is not provided)");
            } else {
                parsed(words.subList(1, words.size())).begin(session, words);
            }
        }
    }

    private WatchCommand parsed(List<String> words) {
        WatchCommand command = new WatchCommand(kvsh, environment);
        try {
            new CommandLine(command).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw Kvsh.badArguments(e.getMessage());
        }
        return command;
    }

    private void complain(String text) {
        kvsh.streams().err().println(text);
    }
}
