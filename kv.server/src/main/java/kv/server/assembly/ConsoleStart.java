package kv.server.assembly;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientProvider;
import kv.api.spi.client.ClientSession;
import kv.api.spi.console.ConsoleProvider;
import kv.server.assembly.PluginCatalog.Plugin;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;

/// Starts the browser console, when an address for it is given; else no class of it is loaded.
///
/// @param plugins where console and client come from
/// @param assembly takes them over
/// @param plan is told
record ConsoleStart(PluginCatalog plugins, Assembly assembly, AssemblyPlan plan) {

    /// Opens a console on every address.
    ///
    /// @param clientUrl where the member's own client port is
    /// @param metrics the member's metrics as text
    /// @return the addresses that were taken
    List<URI> start(ServerConfig config, URI clientUrl, Supplier<String> metrics) {
        List<URI> bound = new ArrayList<>();
        if (config.listen().admin().isEmpty()) {
            plan.leavesOut("console", "--listen-admin-urls is not set");
            return bound;
        }
        Plugin<ConsoleProvider> console = first(plugins.consoles(), "console");
        Plugin<ClientProvider> client = first(plugins.clients(), "client");
        ClientSession session = assembly.add(Part.CONSOLE, client.provider()
                .connect(ClientOptions.to(List.of(clientUrl.toString()))));
        for (URI url : config.listen().admin()) {
            try {
                URI address = assembly.add(Part.CONSOLE,
                        console.provider().start(url, session, metrics)).address();
                plan.listens("console", address, console.toString());
                bound.add(address);
            } catch (UncheckedIOException e) {
                throw StartFailure.listening("listen-admin-urls", url, e.getCause());
            }
        }
        return bound;
    }

    private static <P> Plugin<P> first(List<Plugin<P>> plugins, String kind) {
        return plugins.stream().findFirst().orElseThrow(() -> RefusedStart.because(
                "no plugin serves the console",
                "--listen-admin-urls is set and no " + kind + " plugin is present"));
    }
}
