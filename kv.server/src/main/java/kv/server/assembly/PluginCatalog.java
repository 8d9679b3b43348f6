package kv.server.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kv.api.spi.client.ClientProvider;
import kv.api.spi.console.ConsoleProvider;
import kv.api.spi.http.HttpHandlerProvider;
import kv.api.spi.metrics.MetricsProvider;
import kv.api.spi.protocol.ProtocolProvider;
import kv.api.spi.storage.StorageProvider;
import kv.api.spi.transport.TransportProvider;
import kv.server.config.RefusedStart;

/// Every plugin of this process: those linked in, and those of the plugin directory, each jar or
/// directory of jars a layer of its own, so that two of them may bring the same library in
/// different versions. Used by the thread that starts the server.
///
/// The only ServiceLoader calls of the server are here. A kind that nobody asks for is never
/// loaded; that keeps the console out of a server that has none.
final class PluginCatalog {

    /// A plugin and where it comes from.
    ///
    /// @param name by which it is chosen or shown
    /// @param module that provides it
    /// @param provider the plugin
    record Plugin<P>(String name, String module, P provider) {

        @Override
        public String toString() {
            return name + " (" + module + ")";
        }
    }

    private final List<ModuleLayer> layers = new ArrayList<>();

    private PluginCatalog() {
    }

    /// The linked plugins and those of `directory`.
    ///
    /// @param directory where further plugins are; absent or missing: none
    /// @throws RefusedStart when one of them cannot be opened as a module
    static PluginCatalog open(Optional<Path> directory) {
        var catalog = new PluginCatalog();
        directory.filter(Files::isDirectory).ifPresent(catalog::openAll);
        return catalog;
    }

    private void openAll(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(entry -> entry.toString().endsWith(".jar") || Files.isDirectory(entry))
                    .sorted().forEach(this::openOne);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plugin directory " + directory, e);
        }
    }

    private void openOne(Path jars) {
        try {
            ModuleFinder finder = ModuleFinder.of(jars);
            List<String> roots = finder.findAll().stream()
                    .map(ModuleReference::descriptor).map(ModuleDescriptor::name).sorted()
                    .toList();
            ModuleLayer linked = ModuleLayer.boot();
            Configuration configuration = linked.configuration()
                    .resolveAndBind(finder, ModuleFinder.of(), roots);
            layers.add(linked.defineModulesWithOneLoader(
                    configuration, PluginCatalog.class.getClassLoader()));
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw RefusedStart.because("a plugin cannot be opened", jars + ": " + e.getMessage())
                    .advise("take it out of the plugin directory, or put the modules that it needs "
                            + "beside it in a directory of its own");
        }
    }

    List<Plugin<StorageProvider>> storage() {
        return all(ServiceLoader.load(StorageProvider.class),
                layer -> ServiceLoader.load(layer, StorageProvider.class), StorageProvider::name);
    }

    List<Plugin<ProtocolProvider>> protocols() {
        return all(ServiceLoader.load(ProtocolProvider.class),
                layer -> ServiceLoader.load(layer, ProtocolProvider.class), ProtocolProvider::name);
    }

    List<Plugin<HttpHandlerProvider>> handlers() {
        return all(ServiceLoader.load(HttpHandlerProvider.class),
                layer -> ServiceLoader.load(layer, HttpHandlerProvider.class),
                HttpHandlerProvider::name);
    }

    List<Plugin<MetricsProvider>> metrics() {
        return all(ServiceLoader.load(MetricsProvider.class),
                layer -> ServiceLoader.load(layer, MetricsProvider.class), MetricsProvider::name);
    }

    List<Plugin<TransportProvider>> transports() {
        return all(ServiceLoader.load(TransportProvider.class),
                layer -> ServiceLoader.load(layer, TransportProvider.class),
                transport -> String.join(",", transport.schemes().stream().sorted().toList()));
    }

    List<Plugin<ClientProvider>> clients() {
        return all(ServiceLoader.load(ClientProvider.class),
                layer -> ServiceLoader.load(layer, ClientProvider.class), ClientProvider::name);
    }

    List<Plugin<ConsoleProvider>> consoles() {
        return all(ServiceLoader.load(ConsoleProvider.class),
                layer -> ServiceLoader.load(layer, ConsoleProvider.class), ConsoleProvider::name);
    }

    /// The plugin of that name.
    ///
    /// @throws RefusedStart when there is none, with those that are there
    static <P> Plugin<P> named(String name, String kind, Supplier<List<Plugin<P>>> all) {
        List<Plugin<P>> present = all.get();
        return present.stream().filter(plugin -> plugin.name().equals(name)).findFirst()
                .orElseThrow(() -> RefusedStart.because("unknown " + kind,
                        "there is no " + kind + " \"" + name + "\"; present: "
                                + (present.isEmpty() ? "none" : present.stream()
                                        .map(Plugin::toString).collect(Collectors.joining(", "))))
                        .advise("choose one of those, or put the plugin's jar into --plugin-dir"));
    }

    private <P> List<Plugin<P>> all(
            ServiceLoader<P> linked, Function<ModuleLayer, ServiceLoader<P>> opened,
            Function<P, String> name) {
        Stream<ServiceLoader.Provider<P>> inLayers = layers.stream().flatMap(layer -> opened
                .apply(layer).stream()
                .filter(provider -> provider.type().getModule().getLayer() == layer));
        return Stream.concat(linked.stream(), inLayers)
                .map(ServiceLoader.Provider::get)
                .map(provider -> new Plugin<>(name.apply(provider), moduleOf(provider), provider))
                .toList();
    }

    private static String moduleOf(Object provider) {
        Module module = provider.getClass().getModule();
        return module.isNamed() ? module.getName() : "class path";
    }
}
