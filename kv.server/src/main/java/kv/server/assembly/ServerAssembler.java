package kv.server.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import kv.api.service.MaintenanceService;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.http.HttpHandlerProvider;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.metrics.Metrics;
import kv.api.spi.protocol.ConnectionProtocol;
import kv.api.spi.protocol.ProtocolLimits;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.server.KvServer;
import kv.server.Surroundings;
import kv.server.assembly.PluginCatalog.Plugin;
import kv.server.cluster.Founding;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import kv.server.founding.ClusterStart;
import kv.server.http.CheckHandler;
import kv.server.http.DowngradeHandler;
import kv.server.http.HashKvHandler;
import kv.server.http.HealthHandler;
import kv.server.http.LeaseHandler;
import kv.server.http.MembersText;
import kv.server.http.PromoteHandler;
import kv.server.http.VersionText;
import kv.server.log.Log;
import kv.server.loop.Clock;
import kv.server.member.RunningMember;
import kv.server.storage.DirectoryEngines;
import kv.server.storage.Engines;
import kv.store.file.DataDirectory;
import kv.store.file.DiskFiles;
import kv.store.wal.WalDirectory;
import kv.transport.ConnectionLimits;
import kv.transport.Listener;
import kv.transport.ListenerConfig;
import kv.transport.http.AccessControl;
import kv.transport.http.HttpConfig;
import kv.transport.http.HttpProtocol;
import kv.transport.netty.EventLoops;
import kv.transport.netty.NettyTransport;
import kv.transport.peer.JsonDocument;
import kv.transport.peer.ProbingHandler;

/// Starts the parts of one server, in etcd's order: addresses are taken first, so that a port in
/// use changes nothing on disk; peers and metrics are answered before the member is ready, clients
/// only then. Confined to the starting thread.
final class ServerAssembler {

    private static final Log LOG = Log.of(ServerAssembler.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int MAX_PEER_BYTES = 512 << 20;

    private final PluginCatalog plugins;
    private final Assembly assembly;
    private final AssemblyPlan plan = new AssemblyPlan();
    private final List<ConnectionProtocol> protocols = new ArrayList<>();
    private ServerConfig config;
    private Optional<Metrics> metrics = Optional.empty();
    private MetricRegistry registry = MetricRegistry.none();
    private List<Listener> peerListeners = List.of();
    private List<Listener> clientListeners = List.of();
    private NettyNetwork network;
    private RunningMember member;

    /// @param assembly takes every started part over; the caller closes it, whatever happens here
    ServerAssembler(ServerConfig config, PluginCatalog plugins, Assembly assembly) {
        this.config = config;
        this.plugins = plugins;
        this.assembly = assembly;
    }

    /// Starts everything but the client port; [#serveClients()] follows once the member is ready.
    ///
    /// @throws RefusedStart and whatever [StartFailure] knows to turn into one
    RunningMember startMember() {
        openMetrics();
        EventLoops loops = assembly.add(Part.EVENT_LOOPS,
                EventLoops.open(Runtime.getRuntime().availableProcessors()));
        LOG.info("configuring peer listeners", "listen-peer-urls", config.listen().peer());
        peerListeners = bind(
                Part.PEER_LISTENERS, "listen-peer-urls", config.listen().peer(), loops);
        LOG.info("configuring client listeners", "listen-client-urls", config.listen().client());
        clientListeners = bind(
                Part.CLIENT_LISTENERS, "listen-client-urls", config.listen().client(), loops);
        config = BoundPorts.fill(config, urls(peerListeners), urls(clientListeners));
        EffectiveConfig.log(config);
        network = new NettyNetwork(loops, registry, config.timing().electionMs());
        openMember();
        ServerMetrics.bind(registry, config, member);
        servePeers();
        List<URI> metricsUrls = serveMetrics();
        LOG.info("now serving peer/client/metrics",
                "local-member-id", Long.toHexString(member.memberId()),
                "initial-advertise-peer-urls", config.cluster().advertisePeer(),
                "listen-peer-urls", config.listen().peer(),
                "advertise-client-urls", config.cluster().advertiseClient(),
                "listen-client-urls", config.listen().client(),
                "listen-metrics-urls", metricsUrls);
        member.start();
        // While the member holds its election: loading a protocol takes as long.
        makeClientProtocols();
        return member;
    }

    private void openMetrics() {
        metrics = plugins.metrics().stream().findFirst()
                .map(plugin -> assembly.add(Part.METRICS, plugin.provider().create()));
        registry = metrics.map(Metrics::registry).orElse(registry);
        if (metrics.isEmpty() && !config.listen().metrics().isEmpty()) {
            throw RefusedStart.because("no plugin serves metrics",
                    "--listen-metrics-urls is set and no metrics plugin is present");
        }
    }

    private List<Listener> bind(Part part, String flag, List<URI> urls, EventLoops loops) {
        List<Listener> listeners = new ArrayList<>();
        boolean peers = part == Part.PEER_LISTENERS;
        ConnectionLimits limits = peers ? ConnectionLimits.standard()
                : ConnectionLimits.standard().withMaxConnections(DescriptorLimit.connections());
        for (URI url : urls) {
            var listener = new ListenerConfig(
                    peers ? "peer" : "client", url, transport(url), limits);
            try {
                Listener bound = Listener.bind(listener, loops, registry);
                assembly.add(part, () -> bound.close(GRACE));
                listeners.add(bound);
            } catch (IOException | IllegalArgumentException e) {
                throw StartFailure.listening(flag, url, e);
            }
        }
        return listeners;
    }

    private NettyTransport transport(URI url) {
        return plugins.transports().stream().map(Plugin::provider)
                .filter(transport -> transport.schemes().contains(url.getScheme()))
                .filter(NettyTransport.class::isInstance).map(NettyTransport.class::cast)
                .findFirst()
                .orElseThrow(() -> RefusedStart.because("no transport for " + url,
                        "no plugin listens on " + url.getScheme() + ":// URLs; present: "
                                + plugins.transports()));
    }

    private static List<URI> urls(List<Listener> listeners) {
        return listeners.stream().map(Listener::url).toList();
    }

    private void openMember() {
        Plugin<StorageProvider> engine = PluginCatalog.named(
                config.storage().engine(), "storage engine", plugins::storage);
        plan.engine(engine.toString());
        plugins.storage().stream().filter(other -> !other.name().equals(engine.name()))
                .forEach(other -> plan.leavesOut(
                        other.toString(), "--storage-engine=" + engine.name()));
        Founding founding = new ClusterStart(DiskFiles.INSTANCE, network).check(config);
        DataDirectory directory = assembly.add(Part.DATA_DIRECTORY,
                DataDirectory.open(DiskFiles.INSTANCE, config.member().dataDirectory()));
        directory.claimEngine(engine.name());
        Engines engines = assembly.add(Part.ENGINE, open(engine.provider(), directory));
        var chance = new SplittableRandom();
        member = assembly.add(Part.MEMBER, KvServer.open(config, founding, engines,
                new Surroundings(DiskFiles.INSTANCE, Clock.SYSTEM, chance::nextInt, registry,
                        network)));
    }

    private DirectoryEngines open(StorageProvider provider, DataDirectory directory) {
        StorageOptions standard = StorageOptions.small();
        var options = new StorageOptions(
                standard.cacheBytes(), standard.writeBufferBytes(), config.storage().options());
        try {
            return DirectoryEngines.open(DiskFiles.INSTANCE, directory, provider, options,
                    WalDirectory.of(DiskFiles.INSTANCE, config.member().walDirectory()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the storage engine", e);
        }
    }

    private void servePeers() {
        String clusterId = Long.toHexString(member.clusterId());
        List<HttpHandler> handlers = new ArrayList<>(network.handlers());
        handlers.add(new ProbingHandler(InstantSource.system()));
        handlers.add(JsonDocument.version(() -> VersionText.of(member)));
        handlers.add(JsonDocument.members(clusterId, () -> MembersText.of(member.members())));
        handlers.add(new PromoteHandler(clusterId, member::promote));
        handlers.add(new LeaseHandler(member.leaseDesk()));
        handlers.add(new DowngradeHandler(clusterId, member));
        member.services().find(MaintenanceService.class)
                .ifPresent(hashes -> handlers.add(new HashKvHandler(clusterId, hashes)));
        var http = assembly.add(Part.PEER_PROTOCOLS, new HttpProtocol(
                HttpConfig.standard(AccessControl.none()).withMaxBodyBytes(MAX_PEER_BYTES),
                handlers, registry));
        for (Listener listener : peerListeners) {
            listener.serve(List.of(http));
            plan.listens("peer", listener.url(), http.name());
            LOG.info("serving peer traffic", "address", address(listener.url()));
        }
    }

    private List<HttpHandler> health() {
        return List.of(new HealthHandler(member, registry),
                CheckHandler.live(member, registry), CheckHandler.ready(member, registry));
    }

    private List<URI> serveMetrics() {
        List<URI> taken = new ArrayList<>();
        for (URI url : config.listen().metrics()) {
            try {
                URI bound = metrics.orElseThrow().listen(url, health());
                taken.add(bound);
                plan.listens("metrics", bound, "http");
                LOG.info("serving metrics", "address", bound);
            } catch (UncheckedIOException e) {
                throw StartFailure.listening("listen-metrics-urls", url, e.getCause());
            }
        }
        return taken;
    }

    private void makeClientProtocols() {
        var limits = new ProtocolLimits(
                config.limits().maxRequestBytes(), config.limits().maxConcurrentStreams(),
                config.keepAlive().minMs(), config.keepAlive().intervalMs(),
                config.keepAlive().timeoutMs());
        plugins.protocols().forEach(plugin -> protocols.add(assembly.add(Part.CLIENT_PROTOCOLS,
                plugin.provider().create(member.services(), limits, registry))));
        protocols.add(assembly.add(Part.CLIENT_PROTOCOLS, http()));
    }

    /// Opens the client port and the console, and logs the plan.
    ///
    /// @return where browsers connect, if anywhere
    Optional<URI> serveClients() {
        String names = protocols.stream().map(ConnectionProtocol::name)
                .collect(Collectors.joining("+"));
        for (Listener listener : clientListeners) {
            listener.serve(protocols);
            plan.listens("client", listener.url(), names);
            LOG.info("serving client traffic insecurely; this is strongly discouraged!",
                    "traffic", names, "address", address(listener.url()));
        }
        List<URI> consoles = new ConsoleStart(plugins, assembly, plan)
                .start(config, clientUrl(), this::metricsText);
        plan.log();
        return consoles.stream().findFirst();
    }

    private HttpProtocol http() {
        var access = new AccessControl(
                true, config.listen().corsOrigins(), config.listen().hostWhitelist());
        List<HttpHandler> handlers = new ArrayList<>(health());
        handlers.add(JsonDocument.version(() -> VersionText.of(member)));
        metrics.map(Metrics::handler).ifPresent(handlers::add);
        for (Plugin<HttpHandlerProvider> plugin : plugins.handlers()) {
            HttpHandler handler = plugin.provider().create(member.services(), registry);
            plan.listens("http-handler", String.join(",", handler.prefixes()), plugin.toString());
            handlers.add(handler);
        }
        return new HttpProtocol(
                HttpConfig.standard(access).withMaxBodyBytes(config.limits().maxRequestBytes()
                        + ProtocolLimits.GRPC_OVERHEAD_BYTES),
                handlers, registry);
    }

    private String metricsText() {
        return metrics.map(Metrics::handler)
                .map(handler -> LocalRead.text(handler, "/metrics")).orElse("");
    }

    /// Host and port, or the file of a unix socket.
    private static String address(URI url) {
        return url.toString().substring(url.toString().indexOf("://") + 3);
    }

    /// Where clients on this machine connect.
    URI clientUrl() {
        return urls(clientListeners).stream().filter(url -> url.getScheme().startsWith("http"))
                .findFirst().orElseGet(() -> clientListeners.getFirst().url());
    }
}
