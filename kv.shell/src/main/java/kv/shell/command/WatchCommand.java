package kv.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import kv.api.ErrorCode;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.shell.render.GoText;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import kv.shell.session.WatchSession;
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
        Printer printer = new Printer();
        try (WatchSession session = new WatchSession(kvsh.connection(), printer)) {
            if (interactive) {
                converse(session, printer);
            } else {
                begin(session, printer, spec.commandLine().getParseResult().originalArgs());
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
    private void begin(WatchSession session, Printer printer, List<String> words) {
        int separator = words.lastIndexOf(SEPARATOR);
        List<String> command = separator < 0 ? List.of()
                : words.subList(separator + 1, words.size());
        if (separator >= 0 && command.isEmpty()) {
            throw Kvsh.badArguments(
                    "bad number of arguments (found separator --, but no commands)");
        }
        WatchCreateRequest request = request(keys(command.size()));
        printer.next(command);
        session.watch(request);
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

    private void converse(WatchSession session, Printer printer) {
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
                parsed(words.subList(1, words.size())).begin(session, printer, words);
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

    /// Prints answers and runs the commands that belong to them.
    private final class Printer implements WatchSession.Listener {

        /// By watch id, from 1 on.
        private final List<List<String>> commands = new CopyOnWriteArrayList<>();

        /// The next watcher has that command, which may be empty.
        void next(List<String> command) {
            commands.add(List.copyOf(command));
        }

        @Override
        public void events(WatchResponse answer) {
            kvsh.format().watch(answer);
            kvsh.streams().out().flush();
            List<String> command = commands.get((int) answer.getWatchId() - 1);
            if (!command.isEmpty()) {
                answer.getEventsList().forEach(event -> run(command, answer, event));
            }
        }

        @Override
        public void progress(WatchResponse answer) {
            kvsh.streams().out().println("progress notify: " + answer.getHeader().getRevision());
            kvsh.format().watch(answer);
            kvsh.streams().out().flush();
        }

        @Override
        public void canceled(WatchResponse answer) {
            complain("watch was canceled (" + (answer.getCompactRevision() == 0
                    ? answer.getCancelReason() : ErrorCode.COMPACTED.text()) + ")");
            if (!interactive) {
                throw new CommandFailure(
                        ExitCode.INTERRUPTED, "watch is canceled by the server");
            }
        }

        private void run(List<String> command, WatchResponse answer, Event event) {
            ProcessBuilder process = new ProcessBuilder(command).inheritIO();
            process.environment().putAll(Map.of(
                    "ETCD_WATCH_REVISION", Long.toString(answer.getHeader().getRevision()),
                    "ETCD_WATCH_EVENT_TYPE", GoText.quoted(event.getType().name()),
                    "ETCD_WATCH_KEY", GoText.quoted(event.getKv().getKey()),
                    "ETCD_WATCH_VALUE", GoText.quoted(event.getKv().getValue())));
            String failure = failure(process);
            if (!failure.isEmpty()) {
                List<String> words = command.stream().map(GoText::quoted).toList();
                throw new CommandFailure(ExitCode.ERROR, "command [" + String.join(" ", words)
                        + "] error (" + failure + ")");
            }
        }

        private static String failure(ProcessBuilder process) {
            try {
                int status = process.start().waitFor();
                return status == 0 ? "" : "exit status " + status;
            } catch (IOException e) {
                return String.valueOf(e.getMessage());
            } catch (InterruptedException e) {
                return "interrupted";
            }
        }
    }
}
