package kv.shell.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.api.KvException;
import kv.shell.session.CommandFailure;
import kv.shell.session.Connection;
import kv.shell.session.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Puts the commands together. A tree serves any number of command lines, one after the other.
public final class CommandTree {

    /// A part of a duration as etcd's flags have it, such as `300ms` or `1.5h`.
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Double> UNIT_NANOS = Map.of("ns", 1.0, "us", 1e3, "µs", 1e3,
            "ms", 1e6, "s", 1e9, "m", 6e10, "h", 3.6e12);

    private CommandTree() {
    }

    /// All commands, over one connection.
    ///
    /// @param defaults values of the shared flags, by their long names without dashes, that hold
    ///     where the command line names none
    public static CommandLine over(
            Connection connection, Kvsh.Streams streams, Map<String, String> defaults) {
        Kvsh kvsh = new Kvsh(connection, streams);
        CommandLine line = new CommandLine(kvsh);
        List.of(new PutCommand(kvsh), new GetCommand(kvsh), new DelCommand(kvsh),
                new TxnCommand(kvsh), new WatchCommand(kvsh), new CompactionCommand(kvsh),
                new LeaseCommand(kvsh), new MemberCommand(kvsh), new EndpointCommand(kvsh),
                new MaintenanceCommands.MoveLeader(kvsh),
                new MaintenanceCommands.Snapshot(kvsh),
                new MaintenanceCommands.Status(kvsh), new MaintenanceCommands.Defrag(kvsh),
                new MaintenanceCommands.Alarm(kvsh), new MaintenanceCommands.Version(kvsh))
                .forEach(line::addSubcommand);
        line.setAbbreviatedSubcommandsAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.registerConverter(Duration.class, CommandTree::duration);
        line.setDefaultValueProvider(defaults(defaults));
        line.setParameterExceptionHandler((failure, arguments) -> refuse(failure, streams));
        line.setExecutionExceptionHandler((failure, at, parsed) -> explain(failure, streams));
        return line;
    }

    /// Points the connection to where a command without flags goes, before there is one.
    public static void target(CommandLine line) {
        line.parseArgs();
        Kvsh kvsh = line.getCommand();
        kvsh.connection();
    }

    private static IDefaultValueProvider defaults(Map<String, String> defaults) {
        return argument -> longName(argument).isEmpty() ? null : defaults.get(longName(argument));
    }

    private static String longName(ArgSpec argument) {
        return argument instanceof OptionSpec option && option.scopeType() == ScopeType.INHERIT
                ? option.longestName().replaceFirst("^--", "")
                : "";
    }

    /// A command line that makes no sense: says so as etcdctl does, and how it should look.
    private static int refuse(ParameterException failure, Kvsh.Streams streams) {
        CommandLine line = failure.getCommandLine();
        String text = failure.getMessage();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            text = unmatched.isUnknownOption()
                    ? "unknown flag: " + first
                    : "unknown command \"" + first + "\" for \""
                            + line.getCommandSpec().qualifiedName() + "\"";
            if (!unmatched.getSuggestions().isEmpty()) {
                text += "\n\nDid you mean this?\n\t"
                        + String.join("\n\t", unmatched.getSuggestions());
            }
        }
        streams.err().println("Error: " + text);
        line.usage(streams.err());
        return ExitCode.ERROR.number();
    }

    private static int explain(Exception failure, Kvsh.Streams streams) throws Exception {
        if (failure instanceof CommandFailure command) {
            streams.err().println("Error: " + command.getMessage());
            return command.code().number();
        }
        if (failure instanceof KvException refusal) {
            streams.err().println("Error: " + refusal.getMessage());
            return ExitCode.ERROR.number();
        }
        throw failure;
    }

    private static Duration duration(String text) {
        Matcher part = PART.matcher(text.toLowerCase(Locale.ROOT));
        double nanos = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos += Double.parseDouble(part.group(1)) * UNIT_NANOS.get(part.group(2));
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new TypeConversionException("\"" + text + "\" is no duration, such as 5s or"
                    + " 300ms");
        }
        return Duration.ofNanos((long) nanos);
    }
}
