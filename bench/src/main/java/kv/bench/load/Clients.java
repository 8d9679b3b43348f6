package kv.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import kv.api.service.KvService;
import kv.api.service.LeaseService;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientProvider;
import kv.api.spi.client.ClientSession;

/// Connections to one server, a session each. Thread-safe.
public final class Clients implements AutoCloseable {

    /// Long, because a server under load is what is looked for.
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(1);

    private final List<ClientSession> sessions = new ArrayList<>();
    private final List<KvService> services = new ArrayList<>();

    private Clients() {
    }

    /// Connects `connections` times.
    ///
    /// @throws IllegalStateException when nobody answers at the endpoint
    public static Clients connect(String endpoint, int connections) {
        return connect(List.of(endpoint), connections);
    }

    /// Connects `connections` times, to one endpoint after the other.
    ///
    /// @throws IllegalStateException when nobody answers at one of them
    public static Clients connect(List<String> endpoints, int connections) {
        ClientProvider provider = ServiceLoader.load(ClientProvider.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no client on the class path"));
        Clients clients = new Clients();
        for (int i = 0; i < connections; i++) {
            String endpoint = endpoints.get(i % endpoints.size());
            ClientOptions options = new ClientOptions(
                    List.of(endpoint), DIAL_TIMEOUT, KEEP_ALIVE, KEEP_ALIVE, Integer.MAX_VALUE);
            ClientSession session = provider.connect(options);
            clients.sessions.add(session);
            if (!session.awaitConnected()) {
                clients.close();
                throw new IllegalStateException("no server at " + endpoint);
            }
            clients.services.add(session.services().find(KvService.class).orElseThrow());
        }
        return clients;
    }

    /// The lease service over the connection of that number, modulo their count.
    public LeaseService leases(int number) {
        return sessions.get(number % sessions.size()).services()
                .find(LeaseService.class).orElseThrow();
    }

    /// The key-value service over the connection of that number, modulo their count.
    public KvService kv(int number) {
        return services.get(number % services.size());
    }

    @Override
    public void close() {
        sessions.forEach(ClientSession::close);
    }
}
