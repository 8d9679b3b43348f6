package kv.server.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kv.server.config.ClusterConfig;
import kv.server.config.ClusterState;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import kv.server.config.Version;

/// The way from command line and environment to a configuration. Stateless.
public final class Flags {

    /// etcd's exit code for a command line that cannot be understood.
    private static final int BAD_COMMAND_LINE = 2;

    private Flags() {
    }

    /// What the arguments ask for.
    public sealed interface Request {

        /// Run a member.
        ///
        /// @param config as told
        /// @param notices to be logged once there is a log
        record Run(ServerConfig config, List<Notice> notices) implements Request {
        }

        /// Print and exit: help, the version, or what is wrong with the command line.
        ///
        /// @param out for standard output
        /// @param err for standard error
        /// @param exitCode 0, or 2 for a bad command line
        record Print(String out, String err, int exitCode) implements Request {
        }
    }

    /// Reads flags and `ETCD_*` variables.
    ///
    /// @throws RefusedStart when they are understood and cannot be followed
    public static Request read(List<String> arguments, Map<String, String> environment) {
        try {
            if (arguments.equals(List.of("version"))) {
                return new Request.Print(Version.text(), "", 0);
            }
            refuseCommand(arguments);
            CommandLineReader.Given given = CommandLineReader.read(arguments);
            if (given.help()) {
                return new Request.Print(HelpText.flags(), HelpText.USAGE, 0);
            }
            if (given.version()) {
                return new Request.Print(Version.text(), "", 0);
            }
            if (!given.words().isEmpty()) {
                throw RefusedStart.because(EnvironmentReader.REFUSAL,
                        "\"" + given.words().getFirst() + "\" is not a valid flag");
            }
            return run(given.flags(), environment);
        } catch (BadCommandLine e) {
            return new Request.Print(
                    "", e.getMessage() + "\n" + HelpText.USAGE, BAD_COMMAND_LINE);
        }
    }

    /// etcd's other programs hide behind its first argument.
    private static void refuseCommand(List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (first.equals("gateway") || first.equals("grpc-proxy")) {
            throw RefusedStart.because(
                    "unknown command", "\"" + first + "\" is not supported yet")
                    .advise("use etcd's for now; it works in front of this server");
        }
    }

    /// The cluster that `snapshot restore` founds, from texts of the server's own flags.
    ///
    /// @throws RefusedStart when one of them names no URLs
    public static ClusterConfig cluster(String initialCluster, String token, String advertisePeer) {
        try {
            return new ClusterConfig(InitialCluster.parse(initialCluster), token, ClusterState.NEW,
                    true, UrlText.list(advertisePeer), List.of());
        } catch (BadValue e) {
            throw RefusedStart.because("discovery failed", e.getMessage());
        }
    }

    private static Request run(Map<String, String> given, Map<String, String> environment) {
        List<Notice> notices = new ArrayList<>();
        var values = new FlagValues(new EnvironmentReader(environment, notices).with(given));
        new Verification(values).check();
        return new Request.Run(new ConfigBuilder(values, notices).build(), List.copyOf(notices));
    }
}
