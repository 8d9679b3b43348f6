package kv.server.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How etcd 3.7.1 took 400 command lines and environments, as far as flags alone decide it: the
/// same are refused with the same exit code and text, and what starts has the same configuration.
/// What kvd does not serve yet may be refused instead, by the flag's name.
class FlagsGoldenTest {

    private static final Path CASES = Path.of(
            System.getProperty("kvd.root", ".."), "tests/golden/ops/config-cases.jsonl");
    private static final Gson GSON = new Gson();

    /// Refusals of etcd that come later than the flags: files, sockets, bootstrap.
    private static final List<String> LATER = List.of("discovery failed: ", "listener failed: ",
            "bootstrap failed: ", "failed to list data directory: ",
            "failed to verify flags: open sink \"/dir",
            "file descriptor limit");

    /// Where kvd differs on purpose.
    private static final Map<String, String> DIFFERENCES = Map.of(
            "listen-client-18", "a user in a listen URL means nothing and is refused",
            "listen-client-19", "so is a query",
            "listen-client-24", "so is a fragment",
            "snapshot-count-0", "the record shows the default that 0 stands for",
            "snapshot-count-18446744073709551615", "capped at 2^63 - 1",
            "max-request-bytes-4294967295", "more than one array holds: refused",
            "max-request-bytes-18446744073709551615", "likewise; etcd never becomes ready");

    record Case(JsonObject json) {

        private String get(String name) {
            return json.has(name) ? json.get(name).getAsString() : "";
        }

        @Override
        public String toString() {
            return get("id");
        }

        List<String> arguments() {
            return json.getAsJsonArray("args").asList().stream()
                    .map(JsonElement::getAsString).toList();
        }

        Map<String, String> environment() {
            Map<String, String> environment = new TreeMap<>();
            if (json.has("env")) {
                json.getAsJsonObject("env").asMap().forEach(
                        (name, value) -> environment.put(name, value.getAsString()));
            }
            return environment;
        }
    }

    static Stream<Case> cases() throws IOException {
        return Files.readAllLines(CASES).stream()
                .map(line -> line.replace("${DIR}", "/dir").replace("<DIR>", "/dir"))
                .map(line -> new Case(GSON.fromJson(line, JsonObject.class)))
                .filter(given -> !DIFFERENCES.containsKey(given.get("id")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTakenAsByEtcd(Case given) {
        Flags.Request request;
        try {
            request = Flags.read(given.arguments(), given.environment());
        } catch (RefusedStart e) {
            compare(given, e);
            return;
        }
        switch (request) {
            case Flags.Request.Print print -> compare(given, print);
            case Flags.Request.Run run -> compare(given, run.config());
        }
    }

    private static void compare(Case given, RefusedStart refusal) {
        if (refusal.reason().contains("not supported yet")) {
            return;
        }
        assertEquals("refuses", given.get("outcome"), refusal.reason());
        assertEquals("1", given.get("exit"), refusal.reason());
        String key = given.get("key");
        assertTrue(key.equals(refusal.getMessage())
                || key.equals(refusal.getMessage() + ": " + refusal.reason()),
                () -> key + "\nbut: " + refusal.getMessage() + ": " + refusal.reason());
    }

    private static void compare(Case given, Flags.Request.Print print) {
        if (print.exitCode() == 0) {
            assertEquals("exits", given.get("outcome"));
            return;
        }
        assertEquals("2", given.get("exit"), print.err());
        String text = given.get("key").replaceFirst("^panic: ", "");
        assertEquals(text, print.err().lines().findFirst().orElse(""));
    }

    private static void compare(Case given, ServerConfig config) {
        if (given.get("outcome").equals("refuses")) {
            assertTrue(LATER.stream().anyMatch(given.get("key")::startsWith), given.get("key"));
        }
        if (given.json().has("effective")) {
            Map<String, String> ours = effective(config);
            given.json().getAsJsonObject("effective").asMap().forEach((name, value) -> {
                if (ours.containsKey(name)) {
                    assertEquals(text(value), ours.get(name), name);
                }
            });
        }
    }

    private static String text(JsonElement value) {
        return value.isJsonArray()
                ? value.getAsJsonArray().asList().stream().map(JsonElement::getAsString)
                        .collect(Collectors.joining(","))
                : value.getAsString();
    }

    private static Map<String, String> effective(ServerConfig config) {
        return Map.ofEntries(
                Map.entry("name", config.member().name()),
                Map.entry("data-dir", config.member().dataDirectory().toString()),
                Map.entry("snapshot-count", "" + config.member().snapshotCount()),
                Map.entry("listen-peer-urls", join(config.listen().peer())),
                Map.entry("listen-client-urls", join(config.listen().client())),
                Map.entry("listen-metrics-urls", join(config.listen().metrics())),
                Map.entry("initial-advertise-peer-urls", join(config.cluster().advertisePeer())),
                Map.entry("advertise-client-urls", join(config.cluster().advertiseClient())),
                Map.entry("initial-cluster-token", config.cluster().token()),
                Map.entry("quota-backend-bytes", "" + config.limits().quotaBytes()),
                Map.entry("max-request-bytes", "" + config.limits().maxRequestBytes()),
                Map.entry("max-concurrent-streams", "" + config.limits().maxConcurrentStreams()),
                Map.entry("pre-vote", "" + config.timing().preVote()),
                Map.entry("host-whitelist", sorted(config.listen().hostWhitelist())),
                Map.entry("cors", sorted(config.listen().corsOrigins())));
    }

    private static String sorted(Set<String> words) {
        return words.stream().sorted().collect(Collectors.joining(","));
    }

    private static String join(List<URI> urls) {
        return urls.stream().map(URI::toString).collect(Collectors.joining(","));
    }
}
