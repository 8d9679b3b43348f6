package kv.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kv.api.spi.metrics.MetricRegistry;
import kv.transport.http.AccessControl;
import kv.transport.http.HttpConfig;
import kv.transport.http.HttpProtocol;
import kv.transport.netty.EventLoops;
import kv.transport.netty.UnixTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixSocketTest {

    private static final String LAST_GET =
            "GET /hi HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("kvd.sock");
    }

    private Listener bind(EventLoops loops) throws IOException {
        var config = new ListenerConfig("client", URI.create("unix://" + file()),
                new UnixTransport(), ConnectionLimits.standard());
        return Listener.bind(config, loops, MetricRegistry.none());
    }

    private void assertServed(EventLoops loops) throws IOException {
        try (var http = new HttpProtocol(HttpConfig.standard(AccessControl.none()),
                        List.of(TestPort.handler("/hi", TestPort.says("hello"))),
                        MetricRegistry.none());
                Listener listener = bind(loops)) {
            listener.serve(List.of(http));
            assertEquals("unix://" + file(), listener.url().toString());
            assertTrue(hear().endsWith("hello"));
        }
        assertFalse(Files.exists(file()));
    }

    private String hear() throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file()))) {
            client.write(ByteBuffer.wrap(LAST_GET.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(client).readAllBytes(),
                    StandardCharsets.US_ASCII);
        }
    }

    @Test
    void servesOnTheBestLoopsAndOnNio() throws IOException {
        assertServed(TestPort.LOOPS);
        try (EventLoops nio = EventLoops.openNio(1)) {
            assertServed(nio);
        }
    }

    @Test
    void replacesWhatAKilledServerLeft() throws IOException {
        ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(file()));
        killed.close();
        assertTrue(Files.exists(file()));
        assertServed(TestPort.LOOPS);
    }

    @Test
    void leavesALivingServerAlone() throws IOException {
        try (Listener first = bind(TestPort.LOOPS)) {
            BindException refusal =
                    assertThrows(BindException.class, () -> bind(TestPort.LOOPS));
            assertTrue(refusal.getMessage().contains("in use"), refusal.getMessage());
            assertTrue(Files.exists(file()), first.url().toString());
        }
    }

    @Test
    void deletesNoOrdinaryFile() throws IOException {
        Files.writeString(file(), "precious");
        assertThrows(BindException.class, () -> bind(TestPort.LOOPS));
        assertEquals("precious", Files.readString(file()));
    }

    @Test
    void hostAndPathAreTheFile() {
        var transport = new UnixTransport();
        assertEquals(UnixDomainSocketAddress.of("/run/kvd.sock"),
                transport.endpoint(URI.create("unix:///run/kvd.sock")).address());
        assertEquals(UnixDomainSocketAddress.of("localhost:2379"),
                transport.endpoint(URI.create("unix://localhost:2379")).address());
        assertTrue(transport.endpoint(URI.create("unixs://a/b")).secure());
        for (String url : List.of("http://h:1", "unix:///", "unix://a/")) {
            assertThrows(IllegalArgumentException.class,
                    () -> transport.endpoint(URI.create(url)), url);
        }
    }
}
