package kv.store.mvcc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers what etcd 3.7.1 answered to recorded requests, header ids apart.
class GoldenScenarioTest {

    private static final Path GOLDEN =
            Path.of(System.getProperty("kvd.root", ".."), "tests", "golden");
    private static final Pattern FILL = Pattern.compile("\"\\$fill\\((\\d+)\\)\"");
    private static final Pattern SUMMARY = Pattern.compile("\"\\$long\\(");

    @ParameterizedTest
    @ValueSource(strings = {"kv-range", "kv-put", "kv-delete", "kv-txn", "kv-txn-compare",
        "kv-compact", "kv-rangestream", "random-1", "random-2", "random-3"})
    void answersAsEtcd(String scenario) throws IOException {
        GoldenCalls calls = new GoldenCalls(new LiveStore());
        int steps = 0;
        for (String line : lines(GOLDEN.resolve("api").resolve(scenario + ".jsonl"))) {
            JsonObject step = JsonParser.parseString(line).getAsJsonObject();
            if (step.has("rpc") && !sendsTwice(step)) {
                replay(calls, step);
                steps++;
            }
        }
        assertTrue(steps > 100, "steps: " + steps);
    }

    /// The same after a crash before every tenth step: what is not in the engine is in the log.
    @ParameterizedTest
    @ValueSource(strings = {"kv-put", "kv-delete", "kv-txn", "kv-compact", "random-1", "random-2"})
    void answersAsEtcdAcrossCrashes(String scenario) throws IOException {
        LiveStore live = new LiveStore();
        GoldenCalls calls = new GoldenCalls(live);
        int steps = 0;
        for (String line : lines(GOLDEN.resolve("api").resolve(scenario + ".jsonl"))) {
            JsonObject step = JsonParser.parseString(line).getAsJsonObject();
            if (!step.has("rpc")) {
                continue;
            }
            if (++steps % 10 == 0) {
                live.crash();
            }
            if (!step.get("rpc").getAsString().endsWith("HashKV")) {
                replay(calls, step);
            }
            if (steps % 7 == 0) {
                live.store().seal();
            }
            if (steps % 3 == 0) {
                live.engineTurn();
            }
        }
    }

    /// What gRPC itself refuses.
    private static boolean sendsTwice(JsonObject step) {
        return step.has("send") && step.getAsJsonArray("send").size() > 1;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }

    private static void replay(GoldenCalls calls, JsonObject step) {
        String rpc = step.get("rpc").getAsString();
        String request = filled(step.has("send")
                ? step.getAsJsonArray("send").get(0).toString() : step.get("req").toString());
        String where = "step " + step.get("n") + " " + rpc + " " + abbreviated(request);
        JsonObject end = step.has("end") ? step.getAsJsonObject("end") : null;
        JsonObject refusal = step.has("err") ? step.getAsJsonObject("err")
                : end != null && end.get("code").getAsInt() != 0 ? end : null;
        try {
            Message answer = calls.call(rpc, request);
            assertEquals(null, refusal, where + " answered " + answer);
            assertAnswer(rpc, step, answer, where);
        } catch (KvException e) {
            assertTrue(refusal != null, where + " refused: " + e.getMessage());
            assertEquals(refusal.get("message").getAsString(), e.getMessage(), where);
            assertEquals(refusal.get("code").getAsInt(), e.status().number(), where);
        }
    }

    private static void assertAnswer(String rpc, JsonObject step, Message answer, String where) {
        if (SUMMARY.matcher(step.toString()).find()) {
            return;
        }
        Message.Builder recorded = GoldenCalls.answerOf(rpc);
        if (step.has("recv")) {
            RangeResponse.Builder joined = (RangeResponse.Builder) recorded;
            for (JsonElement chunk : step.getAsJsonArray("recv")) {
                joined.mergeFrom(GoldenCalls.parse(RangeResponse.newBuilder(),
                        chunk.getAsJsonObject().get("range_response").toString()).build());
            }
        } else {
            GoldenCalls.parse(recorded, step.get("resp").toString());
        }
        assertEqualMessages(comparable(recorded), comparable(answer.toBuilder()), where);
    }

    static void assertEqualMessages(Message recorded, Message answer, String where) {
        if (!recorded.equals(answer)) {
            assertEquals(recorded.toString(), answer.toString(), where);
        }
    }

    /// Without what differs between runs: ids and term, and the time that a lease has left.
    private static Message comparable(Message.Builder message) {
        var header = message.getDescriptorForType().findFieldByName("header");
        if (message.hasField(header)) {
            ResponseHeader full = (ResponseHeader) message.getField(header);
            message.setField(header, ResponseHeader.newBuilder()
                    .setRevision(full.getRevision()).build());
        }
        if (message instanceof LeaseTimeToLiveResponse.Builder lease) {
            lease.setTTL(lease.getGrantedTTL() == 0 ? lease.getTTL() : 0);
        }
        return message.build();
    }

    private static String abbreviated(String request) {
        return request.length() > 300 ? request.substring(0, 300) + "…" : request;
    }

    private static String filled(String request) {
        Matcher fill = FILL.matcher(request);
        return fill.replaceAll(match -> "\"" + Base64.getEncoder().encodeToString(
                "x".repeat(Integer.parseInt(match.group(1)))
                        .getBytes(StandardCharsets.US_ASCII)) + "\"");
    }

    @Nested
    class Hashes {

        /// HashKV of the newest revision after every step, and of every revision in the end.
        @Test
        void equalEtcds() throws IOException {
            for (String line : lines(GOLDEN.resolve("hashkv.jsonl"))) {
                JsonObject store = JsonParser.parseString(line).getAsJsonObject();
                replayStore(store.get("name").getAsString(), store.getAsJsonObject("3.7.1"));
            }
        }

        private void replayStore(String name, JsonObject recorded) {
            LiveStore live = new LiveStore();
            GoldenCalls calls = new GoldenCalls(live);
            for (JsonElement element : recorded.getAsJsonArray("steps")) {
                step(calls, name, element.getAsJsonObject());
            }
            hashes(calls, name + " final", recorded.getAsJsonObject("final"));
            live.crash();
            hashes(calls, name + " after restart", recorded.getAsJsonObject("after_restart"));
        }

        private void step(GoldenCalls calls, String name, JsonObject step) {
            String rpc = switch (step.get("op").getAsString()) {
                case "kv/put" -> "KV/Put";
                case "kv/txn" -> "KV/Txn";
                case "kv/deleterange" -> "KV/DeleteRange";
                case "kv/compaction" -> "KV/Compact";
                case "lease/grant" -> "Lease/LeaseGrant";
                case "lease/revoke" -> "Lease/LeaseRevoke";
                default -> "";
            };
            if (rpc.isEmpty() || refusedByAlarm(step)) {
                return;
            }
            try {
                calls.call(rpc, step.get("body").toString());
            } catch (KvException e) {
                assertTrue(step.has("error"), name + ": " + step + " refused: " + e.getMessage());
            }
            if (step.has("hashkv")) {
                JsonElement hash = step.get("hashkv");
                List<JsonElement> rows = new ArrayList<>();
                if (hash.isJsonArray()) {
                    ((JsonArray) hash).forEach(rows::add);
                } else {
                    rows.add(hash);
                }
                rows.forEach(row -> hash(calls, name + " " + step.get("op"),
                        row.getAsJsonObject()));
            }
        }

        private static boolean refusedByAlarm(JsonObject step) {
            return step.has("error")
                    && step.get("error").getAsString().contains("database space exceeded");
        }

        private void hashes(GoldenCalls calls, String where, JsonObject state) {
            state.getAsJsonArray("hashkv").forEach(
                    row -> hash(calls, where, row.getAsJsonObject()));
        }

        private void hash(GoldenCalls calls, String where, JsonObject row) {
            String at = where + " at " + row;
            try {
                HashKVResponse answer = (HashKVResponse) calls.call("Maintenance/HashKV",
                        "{\"revision\": " + row.get("rev") + "}");
                assertTrue(row.has("hash"), at);
                assertEquals(row.get("hash").getAsLong(),
                        Integer.toUnsignedLong(answer.getHash()), at);
                assertEquals(row.get("compact_revision").getAsLong(),
                        answer.getCompactRevision(), at);
                assertEquals(row.get("header_revision").getAsLong(),
                        answer.getHeader().getRevision(), at);
            } catch (KvException e) {
                assertTrue(row.has("error"), at + " refused: " + e.getMessage());
                assertEquals(row.get("error").getAsString(), e.getMessage(), at);
            }
        }
    }
}
