package kv.integration.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Does what the steps of a recording say, in order, to a server. Calls may stay open over many
/// steps. Used by one thread.
public final class Replay implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final long CALL_MS = 15_000;
    private static final long RECEIVE_MS = 8_000;
    private static final long QUIET_MS = 40;
    private static final long SILENCE_MS = 300;

    private final ManagedChannel channel;
    private final Saved saved = new Saved();
    private final Map<String, OpenCall> calls = new HashMap<>();

    /// A client of the server at that URL; connecting happens with the first call.
    public Replay(URI server) {
        channel = NettyChannelBuilder.forAddress(server.getHost(), server.getPort())
                .usePlaintext().maxInboundMessageSize(MAX_MESSAGE_BYTES).build();
    }

    /// Whether a step says something that this client can do.
    public static boolean does(JsonObject step) {
        return step.has("rpc") || step.has("sleep_ms")
                || step.has("stream") && !step.has("http");
    }

    /// Values that differ between the runs because an earlier answer's did.
    public Saved saved() {
        return saved;
    }

    /// Does a step.
    ///
    /// @return what the server answered: `resp` or `err`, of a stream `recv` and `end`
    public JsonObject run(JsonObject step)
            throws InvalidProtocolBufferException, InterruptedException {
        JsonObject observed = new JsonObject();
        if (step.has("sleep_ms")) {
            pass(step.get("sleep_ms").getAsLong());
        } else if (step.has("stream")) {
            named(step, observed);
        } else {
            int times = step.has("repeat") ? step.get("repeat").getAsInt() : 1;
            for (int i = 0; i < times; i++) {
                observed = whole(step);
            }
        }
        tidy(step, observed);
        saved.keep(step, observed);
        return observed;
    }

    private static void pass(long ms) {
        long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = endNs - System.nanoTime(); left > 0; left = endNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private JsonObject whole(JsonObject step)
            throws InvalidProtocolBufferException, InterruptedException {
        RecordedMethod method = RecordedMethod.of(step.get("rpc").getAsString());
        JsonObject observed = new JsonObject();
        OpenCall call = open(step, method);
        if (!method.streams()) {
            call.send(request(step, method));
            call.halfClose();
            unary(call, observed);
            return observed;
        }
        send(step, call);
        if (flag(step, "half_close") || !step.has("expect") && !flag(step, "close")) {
            call.halfClose();
        }
        receive(step, call, !step.has("expect") && !flag(step, "close"), observed);
        call.cancel();
        return observed;
    }

    private void named(JsonObject step, JsonObject observed)
            throws InvalidProtocolBufferException, InterruptedException {
        String name = step.get("stream").getAsString();
        if (step.has("open")) {
            calls.put(name, open(step, RecordedMethod.of(step.get("open").getAsString())));
        }
        OpenCall call = calls.get(name);
        send(step, call);
        if (flag(step, "half_close")) {
            call.halfClose();
        }
        receive(step, call, false, observed);
        if (flag(step, "close")) {
            call.cancel();
            calls.remove(name);
        }
    }

    private OpenCall open(JsonObject step, RecordedMethod method) {
        CallOptions options = CallOptions.DEFAULT;
        if (step.has("timeout_ms") || step.has("rpc")) {
            options = options.withDeadlineAfter(
                    number(step, "timeout_ms", CALL_MS), TimeUnit.MILLISECONDS);
        }
        if (flag(step, "gzip")) {
            options = options.withCompression("gzip");
        }
        Metadata metadata = new Metadata();
        if (step.has("md")) {
            step.getAsJsonObject("md").entrySet().forEach(entry ->
                    put(metadata, entry.getKey(), saved.fill(entry.getValue().getAsString())));
        }
        return new OpenCall(channel, method, options, metadata);
    }

    private static void put(Metadata metadata, String name, String value) {
        if (name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
            metadata.put(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER),
                    value.getBytes(StandardCharsets.UTF_8));
        } else {
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        }
    }

    private byte[] request(JsonObject step, RecordedMethod method)
            throws InvalidProtocolBufferException {
        return step.has("raw")
                ? Base64.getDecoder().decode(step.get("raw").getAsString())
                : method.request(saved.fill(
                        step.has("req") ? step.get("req").toString() : "{}"));
    }

    private void send(JsonObject step, OpenCall call) throws InvalidProtocolBufferException {
        if (step.has("send")) {
            for (JsonElement message : step.getAsJsonArray("send")) {
                call.send(call.method().request(saved.fill(message.toString())));
            }
            if (call.method().takesOne()) {
                call.halfClose();
            }
        }
    }

    private static void unary(OpenCall call, JsonObject observed)
            throws InvalidProtocolBufferException, InterruptedException {
        while (true) {
            switch (call.next(CALL_MS)) {
                case OpenCall.Answer(byte[] message) ->
                        observed.add("resp", call.method().answer(message));
                case OpenCall.End(var status) -> {
                    if (!status.isOk()) {
                        observed.remove("resp");
                        observed.add("err", RecordedMethod.json(status));
                    }
                    return;
                }
                case null -> throw new AssertionError("no answer to " + call.method().name());
            }
        }
    }

    /// Takes as many messages as are expected, and those that follow without a pause.
    private static void receive(JsonObject step, OpenCall call, boolean whole,
            JsonObject observed) throws InvalidProtocolBufferException, InterruptedException {
        boolean toEnd = whole || flag(step, "to_end");
        if (!toEnd && !step.has("expect")) {
            return;
        }
        long expected = toEnd ? Long.MAX_VALUE : step.get("expect").getAsLong();
        long quietMs = number(step, "quiet_ms", expected == 0 ? SILENCE_MS : QUIET_MS);
        long patienceMs = number(step, "timeout_ms", RECEIVE_MS);
        JsonArray received = new JsonArray();
        OpenCall.Event event;
        do {
            event = call.next(received.size() >= expected ? quietMs : patienceMs);
            switch (event) {
                case OpenCall.Answer(byte[] message) ->
                        received.add(call.method().answer(message));
                case OpenCall.End(var status) ->
                        observed.add("end", RecordedMethod.json(status));
                case null -> { }
            }
        } while (event instanceof OpenCall.Answer);
        if (!received.isEmpty()) {
            observed.add("recv", received);
        }
    }

    /// Brings messages into the form in which they are recorded.
    private static void tidy(JsonObject step, JsonObject observed) {
        if (!observed.has("recv")) {
            return;
        }
        List<JsonElement> received = observed.getAsJsonArray("recv").asList();
        if (flag(step, "by_watch")) {
            received.sort(Comparator.comparingLong(
                    message -> number(message.getAsJsonObject(), "watch_id", 0)));
        }
        if (flag(step, "heads")) {
            for (JsonElement message : received) {
                JsonObject head = message.getAsJsonObject();
                int events = head.has("events") ? head.getAsJsonArray("events").size() : 0;
                head.addProperty("events", events);
            }
        }
    }

    private static boolean flag(JsonObject step, String name) {
        return step.has(name) && step.get(name).getAsBoolean();
    }

    private static long number(JsonObject step, String name, long ordinary) {
        return step.has(name) ? step.get(name).getAsLong() : ordinary;
    }

    @Override
    public void close() {
        calls.values().forEach(OpenCall::cancel);
        channel.shutdownNow();
    }
}
