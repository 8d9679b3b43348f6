package kv.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.transport.ConnectionLimits;
import kv.transport.Listener;
import kv.transport.ListenerConfig;
import kv.transport.http.AccessControl;
import kv.transport.http.HttpConfig;
import kv.transport.http.HttpProtocol;
import kv.transport.netty.EventLoops;
import kv.transport.netty.TcpTransport;
import kv.transport.peer.JsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every recorded answer of etcd 3.7.1 on the health paths, asked of our handlers over a socket.
class HealthGoldenTest {

    private static final Path ROWS = Path.of(
            System.getProperty("kvd.root", ".."), "tests/golden/ops/http-health.jsonl");
    private static final Gson GSON = new Gson();

    private static EventLoops loops;

    record Row(String text) {

        private JsonObject json() {
            return GSON.fromJson(text, JsonObject.class);
        }

        private String get(String name) {
            return json().get(name).getAsString();
        }

        @Override
        public String toString() {
            return get("state") + " " + get("method") + " " + get("path");
        }
    }

    @BeforeAll
    static void open() {
        loops = EventLoops.open(1);
    }

    @AfterAll
    static void close() {
        loops.close();
    }

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(ROWS).stream().map(Row::new);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsRecorded(Row row) throws IOException {
        var member = SteadyMember.in(row.get("state"));
        MetricRegistry none = MetricRegistry.none();
        boolean client = row.get("listener").equals("client");
        List<HttpHandler> handlers = client
                ? List.of(new HealthHandler(member, none), CheckHandler.live(member, none),
                        CheckHandler.ready(member, none),
                        JsonDocument.version(() -> VersionText.of(member)))
                : List.of(JsonDocument.version(() -> VersionText.of(member)));
        var config = new ListenerConfig("client", URI.create("http://127.0.0.1:0"),
                new TcpTransport(), ConnectionLimits.standard());
        try (Listener listener = Listener.bind(config, loops, none);
                var http = new HttpProtocol(HttpConfig.standard(
                        client ? AccessControl.open() : AccessControl.none()), handlers, none)) {
            listener.serve(List.of(http));
            compare(row, ask(listener.url(), row));
        }
    }

    private static String ask(URI url, Row row) throws IOException {
        try (var socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            socket.setSoTimeout(10_000);
            String request = row.get("method") + " " + row.get("path")
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void compare(Row row, String answer) {
        int end = answer.indexOf("\r\n\r\n");
        List<String> head = List.of(answer.substring(0, end).split("\r\n"));
        String body = answer.substring(end + 4);
        assertEquals(row.get("status"), head.getFirst().split(" ")[1]);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        head.stream().skip(1).forEach(line -> headers.put(
                line.substring(0, line.indexOf(':')),
                line.substring(line.indexOf(':') + 1).strip()));
        row.json().getAsJsonObject("headers").asMap().forEach((name, value) ->
                assertEquals(value.getAsString(), headers.get(name), name));
        boolean sorted = row.json().has("body_lines_sorted");
        assertEquals(row.get("body"), sorted ? sortedLines(body) : body);
    }

    private static String sortedLines(String body) {
        return Arrays.stream(body.split("\n", -1)).sorted().collect(Collectors.joining("\n"));
    }
}
