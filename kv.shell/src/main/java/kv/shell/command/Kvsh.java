package kv.shell.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kv.api.spi.client.ClientOptions;
import kv.shell.render.Format;
import kv.shell.render.Formats;
import kv.shell.session.CommandFailure;
import kv.shell.session.Connection;
import kv.shell.session.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The root of all commands: what they share. Used by the thread that runs the command.
@Command(
        name = "kvsh",
        description = "Talks to kvd, etcd or anything that speaks as they do. Without a command,"
                + " an interactive shell.",
        synopsisSubcommandLabel = "[COMMAND]")
public final class Kvsh {

    private static final long RECEIVE_BYTES = Integer.MAX_VALUE;

    private final Connection connection;
    private final Streams streams;

    @Option(names = "--endpoints", split = ",", scope = ScopeType.INHERIT, paramLabel = "URL",
            defaultValue = "127.0.0.1:2379", description = "servers, the first that answers counts"
                    + " (default: ${DEFAULT-VALUE})")
    private List<String> endpoints = List.of();

    @Option(names = {"-w", "--write-out"}, scope = ScopeType.INHERIT, paramLabel = "FORMAT",
            completionCandidates = FormatNames.class, defaultValue = "simple",
            description = "output: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private String writeOut = "simple";

    @Option(names = "--hex", scope = ScopeType.INHERIT,
            description = "print bytes as hexadecimal")
    private boolean hex;

    @Option(names = "--dial-timeout", scope = ScopeType.INHERIT, paramLabel = "TIME",
            defaultValue = "1500ms", description = "for a connection (default: ${DEFAULT-VALUE})")
    private Duration dialTimeout = Duration.ZERO;

    @Option(names = "--command-timeout", scope = ScopeType.INHERIT, paramLabel = "TIME",
            defaultValue = "5s", description = "for a command (default: ${DEFAULT-VALUE})")
    private Duration commandTimeout = Duration.ZERO;

    @Option(names = "--keepalive-time", scope = ScopeType.INHERIT, paramLabel = "TIME",
            defaultValue = "2s", description = "between pings (default: ${DEFAULT-VALUE})")
    private Duration keepAliveTime = Duration.ZERO;

    @Option(names = "--keepalive-timeout", scope = ScopeType.INHERIT, paramLabel = "TIME",
            defaultValue = "6s", description = "for an answer to a ping"
                    + " (default: ${DEFAULT-VALUE})")
    private Duration keepAliveTimeout = Duration.ZERO;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "show this help")
    private boolean help;

    /// Where commands read and print.
    ///
    /// @param in what a command reads a value or a transaction from
    /// @param lines one line after a prompt; empty at the end of the input
    /// @param out answers
    /// @param err what went wrong, and warnings
    public record Streams(InputStream in, Function<String, Optional<String>> lines,
            PrintStream out, PrintStream err) {
    }

    Kvsh(Connection connection, Streams streams) {
        this.connection = connection;
        this.streams = streams;
    }

    /// The connection, to where the flags say.
    Connection connection() {
        connection.target(new ClientOptions(endpoints, dialTimeout, keepAliveTime,
                keepAliveTimeout, Math.toIntExact(RECEIVE_BYTES)), commandTimeout);
        return connection;
    }

    List<String> endpoints() {
        return endpoints;
    }

    Format format() {
        return format(false);
    }

    /// @param valuesAlone whether the simple format leaves keys out
    Format format(boolean valuesAlone) {
        return new Formats(writeOut, hex, valuesAlone).to(streams.out(), streams.err());
    }

    String formatName() {
        return writeOut;
    }

    Streams streams() {
        return streams;
    }

    /// A refusal of arguments, in etcdctl's words.
    static CommandFailure badArguments(String text) {
        return new CommandFailure(ExitCode.BAD_ARGUMENTS, text);
    }

    /// A refusal of a flag's value, in etcdctl's words.
    static CommandFailure badFeature(String text) {
        return new CommandFailure(ExitCode.BAD_FEATURE, text);
    }
}
