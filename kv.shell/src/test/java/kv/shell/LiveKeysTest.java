package kv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.api.service.KvService;
import kv.api.service.Reply;
import kv.api.service.Services;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientSession;
import kv.shell.session.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveKeysTest {

    private static final ClientOptions SOMEWHERE = new ClientOptions(List.of("127.0.0.1:1"),
            Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 1 << 20);
    /// A tenth of a second is meant, and the machine may be busy.
    private static final long SOON_NS = Duration.ofSeconds(5).toNanos();

    private final CountDownLatch connected = new CountDownLatch(1);

    @Test
    void nobodyWaitsForAConnectionThatIsNotMadeYet() throws InterruptedException {
        try (Connection connection = new Connection(options -> connectLate());
                LiveKeys keys = new LiveKeys(connection)) {
            connection.target(SOMEWHERE, Duration.ofSeconds(1));
            keys.connect();
            assertNothingComesSoon(keys);
            connected.countDown();
            while (keys.beginningWith("fr").isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(List.of("fruit"), keys.beginningWith("fr"));
        }
    }

    @Test
    void nobodyWaitsForAServerThatDoesNotAnswer() {
        try (Connection connection = new Connection(options -> session(reply -> { }));
                LiveKeys keys = new LiveKeys(connection)) {
            connection.target(SOMEWHERE, Duration.ofHours(1));
            assertNothingComesSoon(keys);
        }
    }

    private static void assertNothingComesSoon(LiveKeys keys) {
        long from = System.nanoTime();
        assertEquals(List.of(), keys.beginningWith("fr"));
        assertTrue(System.nanoTime() - from < SOON_NS);
    }

    private ClientSession connectLate() {
        try {
            connected.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return session(reply -> reply.complete(RangeResponse.newBuilder()
                .addKvs(KeyValue.newBuilder().setKey(ByteString.copyFromUtf8("fruit")))
                .build()));
    }

    /// A session whose only service does with every call what `server` does.
    private static ClientSession session(Consumer<Reply<RangeResponse>> server) {
        Object kv = Proxy.newProxyInstance(KvService.class.getClassLoader(),
                new Class<?>[] {KvService.class}, (proxy, method, arguments) -> {
                    server.accept(reply(arguments[2]));
                    return null;
                });
        return new ClientSession() {
            @Override
            public Services services() {
                return Services.none().with(KvService.class, (KvService) kv);
            }

            @Override
            public Services servicesOf(String endpoint) {
                return services();
            }

            @Override
            public boolean awaitConnected() {
                return true;
            }

            @Override
            public void close() {
                // there is no connection
            }
        };
    }

    @SuppressWarnings("unchecked") // completion asks for ranges alone
    private static Reply<RangeResponse> reply(Object argument) {
        return (Reply<RangeResponse>) argument;
    }
}
