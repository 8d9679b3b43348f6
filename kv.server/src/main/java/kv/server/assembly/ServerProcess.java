package kv.server.assembly;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kv.api.spi.client.ClientProvider;
import kv.api.spi.storage.StorageProvider;
import kv.server.cluster.RemovedMember;
import kv.server.config.LogConfig;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import kv.server.flags.Flags;
import kv.server.log.Log;
import kv.server.log.Logging;
import kv.server.log.Terminal;
import kv.server.member.RunningMember;
import kv.server.snapshot.Providers;
import kv.server.snapshot.SnapshotProgram;

/// One run of the program: from arguments to exit code. Confined to the main thread; the stop hook
/// closes the assembly from a thread of its own.
final class ServerProcess {

    private static final Log LOG = Log.of(ServerProcess.class);
    private static final LogConfig FIRST_LOG =
            new LogConfig(System.Logger.Level.INFO, Optional.empty(), List.of("stderr"));

    private static final LogConfig QUIET_LOG =
            new LogConfig(System.Logger.Level.WARNING, Optional.empty(), List.of("stderr"));

    private final boolean terminal = Terminal.onStandardError();

    ExitCode run(List<String> arguments, Map<String, String> environment) {
        Logging.install(FIRST_LOG, terminal);
        try {
            return switch (Flags.read(arguments, environment)) {
                case Flags.Request.Print print -> print(print);
                case Flags.Request.Run run -> serve(run, arguments);
            };
        } catch (RefusedStart e) {
            return refuse(e);
        }
    }

    /// Runs a command of `kvd snapshot`; libraries have nothing to say meanwhile.
    static int snapshot(List<String> arguments) {
        Logging.install(QUIET_LOG, Terminal.onStandardError());
        return new SnapshotProgram(new SnapshotPlugins(), System.out, System.err).run(arguments);
    }

    /// Looks for plugins when a command needs one.
    private static final class SnapshotPlugins implements Providers {

        @Override
        public StorageProvider storage(String engine, Optional<Path> directory) {
            PluginCatalog plugins = PluginCatalog.open(directory.or(ServerProcess::installed));
            return PluginCatalog.named(engine, "storage engine", plugins::storage).provider();
        }

        @Override
        public ClientProvider client() {
            return PluginCatalog.open(Optional.empty()).clients().getFirst().provider();
        }
    }

    private static ExitCode print(Flags.Request.Print print) {
        System.out.print(print.out());
        System.err.print(print.err());
        return print.exitCode() == 0 ? ExitCode.STOPPED : ExitCode.BAD_COMMAND_LINE;
    }

    private ExitCode serve(Flags.Request.Run run, List<String> arguments) {
        ServerConfig config = run.config();
        Logging.install(config.log(), terminal);
        LOG.info("Running: ", "args", arguments);
        run.notices().forEach(notice ->
                LOG.write(notice.level(), notice.message(), notice.fields().toArray()));
        DataDirectoryKind.check(config.member().dataDirectory());
        var assembly = new Assembly();
        var hook = new StopHook(assembly, config);
        Runtime.getRuntime().addShutdownHook(hook.thread());
        try {
            Throwable failure = serveUntilBroken(config, assembly);
            hook.disarm();
            return broken(failure, assembly);
        } catch (Assembly.ClosedAssembly e) {
            return ExitCode.STOPPED;
        } catch (Throwable e) {
            hook.disarm();
            assembly.close();
            return refuse(StartFailure.of(e));
        }
    }

    /// Returns only when a loop has stopped for good; a signal ends the process from the hook.
    private Throwable serveUntilBroken(ServerConfig config, Assembly assembly) {
        PluginCatalog plugins = PluginCatalog.open(pluginDirectory(config));
        var assembler = new ServerAssembler(config, plugins, assembly);
        RunningMember member = assembler.startMember();
        await(CompletableFuture.anyOf(member.ready(), member.failure()));
        if (!member.failure().isDone()) {
            LOG.info("ready to serve client requests");
            Optional<URI> console = assembler.serveClients();
            if (terminal) {
                System.err.print(Greeting.text(assembler.clientUrl(), console));
            }
        }
        return await(member.failure());
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Optional<Path> pluginDirectory(ServerConfig config) {
        return config.storage().pluginDirectory().or(ServerProcess::installed);
    }

    private static Optional<Path> installed() {
        return Optional.of(Path.of(System.getProperty("java.home"), "plugins"))
                .filter(Files::isDirectory);
    }

    /// A loop has stopped for good. Nothing more is acknowledged; the rest is closed.
    private static ExitCode broken(Throwable failure, Assembly assembly) {
        ExitCode code = ExitCode.of(failure);
        if (failure instanceof RemovedMember) {
            LOG.warn("server error", "error", failure.getMessage());
            LOG.warn("data-dir used by this member must be removed");
            assembly.close();
            return code;
        }
        if (code == ExitCode.BROKEN_INVARIANT) {
            LOG.failure("the member is broken and stops", failure);
        }
        LOG.fatal("the member is broken and stops", "error", failure, "reason", code,
                "exit-code", code.number());
        assembly.close();
        return code;
    }

    private ExitCode refuse(RefusedStart refusal) {
        if (terminal) {
            System.err.println(
                    "kvd cannot start: " + refusal.getMessage() + ": " + refusal.reason());
            refusal.nextStep().ifPresent(step -> System.err.println("Next: " + step));
        } else {
            LOG.fatal(refusal.getMessage(), "error", refusal.reason(),
                    "next-step", refusal.nextStep().orElse(""));
        }
        return ExitCode.REFUSED;
    }
}
