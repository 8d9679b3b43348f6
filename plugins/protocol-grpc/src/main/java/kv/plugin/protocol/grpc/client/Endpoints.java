package kv.plugin.protocol.grpc.client;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/// Lets gRPC connect to a fixed list of endpoints: `kvd:///host:port,host:port`. They are tried in
/// order; when a connection breaks, the next attempt begins at the front again. Stateless.
final class Endpoints extends NameResolverProvider {

    private static final String SCHEME = "kvd";
    private static final int PRIORITY = 5;

    /// gRPC's name for a list of endpoints.
    ///
    /// @param endpoints URLs or `host:port`
    /// @throws IllegalArgumentException when one of them is neither
    static String target(List<String> endpoints) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("no endpoints");
        }
        List<String> addresses = endpoints.stream().map(Endpoints::address).toList();
        return SCHEME + ":///" + String.join(",", addresses);
    }

    /// `host:port` of an endpoint. The host of a name is the server's authority, too.
    static String address(String endpoint) {
        URI url = URI.create(endpoint.contains("://") ? endpoint : "http://" + endpoint);
        if (!"http".equals(url.getScheme())) {
            throw new IllegalArgumentException(
                    "only http endpoints can be reached yet: " + endpoint);
        }
        if (url.getHost() == null || url.getPort() < 0) {
            throw new IllegalArgumentException(
                    "not an endpoint of the form host:port: " + endpoint);
        }
        return url.getHost() + ":" + url.getPort();
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return PRIORITY;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        List<String> addresses = List.of(target.getPath().substring(1).split(","));
        return new Resolver(addresses, args.getOffloadExecutor());
    }

    /// Looks the hosts up, away from the event loop.
    private static final class Resolver extends NameResolver {

        private final List<String> addresses;
        private final Executor executor;
        private Listener2 listener;

        Resolver(List<String> addresses, Executor executor) {
            this.addresses = addresses;
            this.executor = executor;
        }

        @Override
        public String getServiceAuthority() {
            return addresses.getFirst();
        }

        @Override
        public void start(Listener2 told) {
            listener = told;
            refresh();
        }

        @Override
        public void refresh() {
            executor.execute(this::resolve);
        }

        private void resolve() {
            List<EquivalentAddressGroup> groups = new ArrayList<>();
            String unknown = "";
            for (String address : addresses) {
                try {
                    groups.add(new EquivalentAddressGroup(lookUp(address)));
                } catch (UnknownHostException e) {
                    unknown = "no such host: " + address;
                }
            }
            listener.onResult(ResolutionResult.newBuilder()
                    .setAddressesOrError(groups.isEmpty()
                            ? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription(unknown))
                            : StatusOr.fromValue(groups))
                    .build());
        }

        private static List<SocketAddress> lookUp(String address) throws UnknownHostException {
            int colon = address.lastIndexOf(':');
            int port = Integer.parseInt(address.substring(colon + 1));
            List<SocketAddress> found = new ArrayList<>();
            for (InetAddress host : InetAddress.getAllByName(address.substring(0, colon))) {
                found.add(new InetSocketAddress(host, port));
            }
            return found;
        }

        @Override
        public void shutdown() {
            // nothing is held
        }
    }
}
