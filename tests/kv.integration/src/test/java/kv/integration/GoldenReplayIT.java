package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kv.integration.program.RunningServer;
import kv.integration.wire.Differences;
import kv.integration.wire.Replay;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers of a real etcd 3.7.1, asked for again from the image: the same requests in the same
/// order on an empty store. What differs between any two runs is left out, as the recording says;
/// what differs between the two programs stands in `intended-differences.tsv`, with its reason.
class GoldenReplayIT {

    private static final Path RECORDINGS =
            Path.of(System.getProperty("kvd.root"), "tests/golden/api");

    /// Time that a run may take beside the pauses of its recording, where that has pauses. In a
    /// slower one a lease may end before a step that still saw it.
    private static final long PACE_MS = 1_800;
    private static final int ATTEMPTS = 5;

    @TempDir
    private Path directory;

    /// Random scenarios are of one kind: the long profile replays them all.
    static Stream<String> scenarios() {
        return Stream.concat(ordinary(), Boolean.getBoolean("kvd.replay.all")
                ? Stream.of("random-2", "random-3") : Stream.empty());
    }

    private static Stream<String> ordinary() {
        return Stream.of("kv-range", "kv-put", "kv-delete", "kv-txn", "kv-txn-compare",
                "kv-compact", "kv-rangestream", "lease", "limits", "metadata",
                "watch", "watch-history", "watch-ids", "watch-progress",
                "random-1");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void answersAsEtcdDid(String scenario) throws IOException, InterruptedException {
        replay(scenario, "rocksdb");
    }

    /// Answers do not depend on the engine: one scenario with some of everything shows it.
    @ParameterizedTest
    @ValueSource(strings = {"heap", "mapdb"})
    void answersTheSameOnTheOtherEngines(String engine) throws IOException, InterruptedException {
        replay("kv-txn", engine);
    }

    private void replay(String scenario, String engine) throws IOException, InterruptedException {
        Run run = replay(scenario, engine, 1);
        for (int attempt = 2; attempt <= ATTEMPTS && run.tooSlow(); attempt++) {
            run = replay(scenario, engine, attempt);
        }
        assertEquals(List.of(), run.unexpected(), scenario + ": " + run.unexpected().size()
                + " of " + run.compared() + " answers differ");
    }

    /// @param compared answers
    /// @param unexpected differences
    /// @param pauseMs what the recording waits
    /// @param tookMs all steps together
    private record Run(int compared, List<String> unexpected, long pauseMs, long tookMs) {

        boolean tooSlow() {
            return !unexpected.isEmpty() && pauseMs > 0 && tookMs - pauseMs > PACE_MS;
        }
    }

    private Run replay(String scenario, String engine, int attempt)
            throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(RECORDINGS.resolve(scenario + ".jsonl"));
        JsonObject head = JsonParser.parseString(lines.getFirst()).getAsJsonObject();
        Map<Integer, String> intended = intended(scenario);
        List<String> unexpected = new ArrayList<>();
        int compared = 0;
        long pauseMs = 0;
        long tookNs;
        try (RunningServer server = RunningServer.start(
                        directory.resolve("run-" + attempt), flags(head, engine));
                Replay replay = new Replay(server.clientUrl())) {
            long startNs = System.nanoTime();
            Differences differences = Differences.of(scenario, head, replay.saved());
            for (String line : lines.subList(1, lines.size())) {
                JsonObject step = JsonParser.parseString(line).getAsJsonObject();
                if (!Replay.does(step)) {
                    continue;
                }
                pauseMs += step.has("sleep_ms") ? step.get("sleep_ms").getAsLong() : 0;
                JsonObject answer = replay.run(step);
                compared++;
                boolean meant = intended.remove(step.get("n").getAsInt()) != null;
                Optional<String> difference = differences.find(step, answer);
                if (meant && difference.isEmpty()) {
                    unexpected.add("step " + step.get("n") + " no longer differs: strike it off"
                            + " intended-differences.tsv");
                } else if (!meant) {
                    difference.ifPresent(unexpected::add);
                }
            }
            tookNs = System.nanoTime() - startNs;
        }
        intended.keySet().forEach(step -> unexpected.add("there is no step " + step));
        return new Run(compared, unexpected, pauseMs, TimeUnit.NANOSECONDS.toMillis(tookNs));
    }

    /// What the recording says but for the name, which is the default, and the engine.
    private static String[] flags(JsonObject head, String engine) {
        return Stream.concat(Stream.of("--storage-engine=" + engine),
                head.getAsJsonArray("flags").asList().stream().map(JsonElement::getAsString)
                        .filter(flag -> !flag.startsWith("--name="))).toArray(String[]::new);
    }

    /// Steps whose difference is meant, with the reason.
    private static Map<Integer, String> intended(String scenario) throws IOException {
        Map<Integer, String> steps = new HashMap<>();
        for (String line : Files.readAllLines(RECORDINGS.resolve("intended-differences.tsv"))) {
            String[] columns = line.split("\t");
            if (columns[0].equals(scenario)) {
                steps.put(Integer.parseInt(columns[1]), columns[2]);
            }
        }
        return steps;
    }
}
