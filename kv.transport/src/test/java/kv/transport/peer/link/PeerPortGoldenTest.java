package kv.transport.peer.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import kv.transport.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Hand-made requests to a peer port are answered as etcd 3.7.1 answers them.
class PeerPortGoldenTest {

    private static final Path ROWS = Path.of(
            System.getProperty("kvd.root", ".."), "tests/golden/peer/v3.7.1-crafted.tsv");
    private static final List<String> SERVED = List.of("stream-", "pipeline-", "unknown-path",
            "raft-unknown-path", "root", "health-on-peer-port", "v2-members", "probing");
    private static final long SELF = 0x3b427a9e498c8cc1L;
    private static final long OTHER = 0x5550d6f732fccccaL;
    private static final long REMOVED = 0x14fefa7259b35499L;

    private static TestMember member;

    record Row(String name, byte[] request, String status, List<String> headers, String body) {

        static Row of(String line) {
            String[] cells = line.split("\t", -1);
            String body = cells[4].isEmpty() ? ""
                    : cells[4].substring(1, cells[4].length() - 1)
                            .replace("\\n", "\n").replace("\\\"", "\"");
            return new Row(cells[0], Base64.getDecoder().decode(cells[1]), cells[2],
                    cells[3].isEmpty() ? List.of() : List.of(cells[3].split(";")), body);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void open() throws IOException {
        member = TestMember.open(SELF);
        member.removed.add(REMOVED);
        member.links().connect(OTHER, List.of(URI.create("http://127.0.0.1:1")));
    }

    @AfterAll
    static void close() {
        member.close();
    }

    static Stream<Row> rows() {
        try {
            return Files.readAllLines(ROWS).stream().filter(line -> !line.startsWith("#"))
                    .map(Row::of)
                    .filter(row -> SERVED.stream().anyMatch(row.name()::startsWith));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsEtcdDoes(Row row) throws IOException {
        try (var client = RawClient.to(member.url())) {
            client.say(row.request());
            String head = client.hearUntil("\r\n\r\n");
            assertTrue(head.startsWith("HTTP/1.1 " + row.status() + " "), head);
            for (String header : row.headers()) {
                String line = "\r\n" + header.replaceFirst("=", ": ") + "\r\n";
                assertTrue(head.toLowerCase().contains(line.toLowerCase()), line + " in " + head);
            }
            if (!row.body().isEmpty() && !row.name().equals("probing")) {
                String body = client.hearUntil("\n");
                assertEquals(row.body(), body);
            }
        }
    }
}
