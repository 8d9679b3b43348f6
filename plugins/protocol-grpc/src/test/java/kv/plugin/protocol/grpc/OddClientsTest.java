package kv.plugin.protocol.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.service.AwaitedReply;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.api.service.Services;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.protocol.Claim;
import kv.api.spi.protocol.ConnectionProtocol;
import kv.api.spi.protocol.ProtocolLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What only a client of one's own making sends, frame by frame (RFC 9113 §6).
@Timeout(30)
class OddClientsTest {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String EMPTY_SETTINGS = "000000040000000000";
    private static final String PING = "0000080600000000000102030405060708";

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A HEADERS frame whose names and values are literals (RFC 7541 §6.2.2).
    private static byte[] headers(int stream, boolean endOfStream, String... namesAndValues)
            throws IOException {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            block.write(0);
            for (String text : new String[] {namesAndValues[i], namesAndValues[i + 1]}) {
                block.write(text.length());
                block.write(latin(text));
            }
        }
        return frame(1, endOfStream ? 5 : 4, stream, block.toByteArray());
    }

    private static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    private static byte[] call(String path) throws IOException {
        return call(1, path);
    }

    private static byte[] call(int stream, String path) throws IOException {
        return headers(stream, false, ":method", "POST", ":scheme", "http", ":path", path,
                ":authority", "x", "content-type", "application/grpc", "te", "trailers");
    }

    /// Sends the bytes and reads until the answer contains the text or the server closes.
    private static String exchange(TestServer server, String until, byte[]... pieces)
            throws IOException {
        try (var socket = new Socket("127.0.0.1", server.url().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            for (byte[] piece : pieces) {
                out.write(piece);
                out.flush();
            }
            var seen = new StringBuilder();
            byte[] chunk = new byte[4096];
            InputStream in = socket.getInputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                seen.append(new String(chunk, 0, n, StandardCharsets.ISO_8859_1));
                if (seen.indexOf(until) >= 0) {
                    break;
                }
            }
            return seen.toString();
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void claimsThePrefaceAndNothingElse() throws Exception {
        try (ConnectionProtocol grpc = new GrpcProtocolProvider().create(
                Services.none(), ProtocolLimits.standard(), MetricRegistry.none())) {
            assertEquals(Claim.YES, grpc.claim(ByteBuffer.wrap(latin(PREFACE + "more"))));
            assertEquals(Claim.NEED_MORE, grpc.claim(ByteBuffer.wrap(latin("PRI * HT"))));
            assertEquals(Claim.NEED_MORE, grpc.claim(ByteBuffer.allocate(0)));
            assertEquals(Claim.NO, grpc.claim(ByteBuffer.wrap(latin("PUT /v3"))));
            assertEquals(Claim.NO, grpc.claim(ByteBuffer.wrap(latin(PREFACE.replace("SM", "XX")))));
        }
    }

    @Test
    void servesAClientThatSendsByteByByte() throws Exception {
        try (var server = new TestServer()) {
            byte[] all = latin(PREFACE + new String(bytes(EMPTY_SETTINGS + PING),
                    StandardCharsets.ISO_8859_1));
            byte[][] pieces = new byte[all.length][];
            for (int i = 0; i < all.length; i++) {
                pieces[i] = new byte[] {all[i]};
            }
            String pong = new String(bytes("0102030405060708"), StandardCharsets.ISO_8859_1);

            assertTrue(exchange(server, pong, pieces).contains(pong));
        }
    }

    @Test
    void tellsOffAClientThatPingsTooOften() throws Exception {
        try (var server = new TestServer()) {
            String answer = exchange(server, "too_many_pings",
                    latin(PREFACE), bytes(EMPTY_SETTINGS), bytes(PING.repeat(10)));

            assertTrue(answer.contains("too_many_pings"), answer);
        }
    }

    @Test
    void answersAMessageInManyFramesThatIsTooLarge() throws Exception {
        var limits = new ProtocolLimits(1_000, 100, 5_000, 7_200_000, 20_000);
        try (var server = new TestServer(limits)) {
            // The prefix of a message of 1 MiB, split in the middle of its length.
            String answer = exchange(server, "larger than max",
                    latin(PREFACE), bytes(EMPTY_SETTINGS), call("/etcdserverpb.KV/Put"),
                    frame(0, 0, 1, bytes("000010")), frame(0, 0, 1, bytes("0000")));

            assertTrue(answer.contains("(1048576 vs. 525288)"), answer);
        }
    }

    @Test
    void readsNoFurtherRequestsOfAClientThatDoesNotListen() throws Exception {
        try (var server = new TestServer(); var session = server.connect();
                var socket = new Socket("127.0.0.1", server.url().getPort())) {
            KvService kv = session.services().find(KvService.class).orElseThrow();
            var stored = new AwaitedReply<PutResponse>();
            kv.put(ClientCall.unlimited(), PutRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("k"))
                    .setValue(ByteString.copyFrom(new byte[1 << 20])).build(), stored);
            stored.await();
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(latin(PREFACE));
            out.write(bytes(EMPTY_SETTINGS));
            for (int stream = 1; stream < 41; stream += 2) {
                out.write(call(stream, "/etcdserverpb.KV/Range"));
                out.write(frame(0, 1, stream, bytes("00000000030a016b")));
            }
            out.write(bytes(PING));
            out.flush();
            awaitPong(socket.getInputStream());

            assertEquals(4, server.kv.ranges.get());

            // 2^30 bytes for the connection, and for each stream (SETTINGS_INITIAL_WINDOW_SIZE).
            out.write(frame(8, 0, 0, bytes("40000000")));
            out.write(frame(4, 0, 0, bytes("000440000000")));
            out.flush();
            byte[] chunk = new byte[1 << 20];
            while (server.kv.ranges.get() < 20) {
                assertTrue(socket.getInputStream().read(chunk) >= 0);
            }
        }
    }

    private static void awaitPong(InputStream in) throws IOException {
        String pong = new String(bytes("0102030405060708"), StandardCharsets.ISO_8859_1);
        var seen = new StringBuilder();
        while (seen.indexOf(pong) < 0) {
            seen.append((char) in.read());
        }
    }

    @Test
    void saysWhichMethodIsUnknown() throws Exception {
        try (var server = new TestServer()) {
            String answer = exchange(server, "unknown method",
                    latin(PREFACE), bytes(EMPTY_SETTINGS), call("/etcdserverpb.KV/Foo"));

            assertTrue(answer.contains("unknown method Foo for service etcdserverpb.KV"), answer);
        }
    }

    @Test
    void answersWhatIsNotGrpcWith415() throws Exception {
        try (var server = new TestServer()) {
            String answer = exchange(server, "415",
                    latin(PREFACE), bytes(EMPTY_SETTINGS),
                    headers(1, true, ":method", "GET", ":scheme", "http", ":path", "/version",
                            ":authority", "x"));

            assertTrue(answer.contains("415"), answer);
        }
    }

    @Test
    void sharesThePortWithHttp() throws Exception {
        try (var server = new TestServer(); var session = server.connect()) {
            assertTrue(session.awaitConnected());

            String answer = exchange(server, "{}",
                    latin("GET /version HTTP/1.1\r\nHost: x\r\n\r\n"));

            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
        }
    }

    @Test
    void servesOthersWhileOneConnectionTalksNonsense() throws Exception {
        try (var server = new TestServer(); var session = server.connect()) {
            exchange(server, "never said", latin(PREFACE), new byte[64]);

            assertTrue(session.awaitConnected());
        }
    }
}
