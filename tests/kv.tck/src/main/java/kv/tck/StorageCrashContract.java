package kv.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an engine holds after its process died. Each round opens the directory that the round
/// before left, so that recovery works on recovered state too.
public abstract class StorageCrashContract {

    private static final int ROUNDS = Integer.getInteger("kvd.tck.crashes", 3);
    private static final int LONGEST_RUN = 400;
    private static final long DEADLINE_S = 60;

    @TempDir
    private Path crashed;

    /// For subclasses, which name a provider.
    protected StorageCrashContract() {
    }

    /// The provider under test, of a public class with a public constructor without parameters.
    protected abstract StorageProvider provider();

    @Test
    void holdsACommittedPrefixAfterAKill() throws IOException, InterruptedException {
        Random random = new Random();
        long seed = random.nextLong();
        for (int round = 0; round < ROUNDS; round++) {
            int lines = 1 + random.nextInt(LONGEST_RUN);
            assertRecovers(crashed, new Workload(seed), "seed " + seed + " round " + round + ": ",
                    crash(seed, round, 0, lines));
        }
    }

    @Test
    void holdsACommittedPrefixAfterAHaltInsideACommit() throws IOException, InterruptedException {
        Random random = new Random();
        long seed = random.nextLong();
        for (int round = 0; round < ROUNDS; round++) {
            int commits = 1 + random.nextInt(LONGEST_RUN);
            assertRecovers(crashed, new Workload(seed), "seed " + seed + " round " + round + ": ",
                    crash(seed, round, commits, Integer.MAX_VALUE));
        }
    }

    /// Runs the writer until it halts or until it has said `lines` lines.
    private Promises crash(long seed, int round, int commits, int lines)
            throws IOException, InterruptedException {
        Process writer = start(List.of(), crashed, seed, round, commits);
        Promises promises = new Promises(0, 0);
        try (BufferedReader output = writer.inputReader(UTF_8)) {
            String line = output.readLine();
            for (int read = 0; line != null; read++) {
                promises = promises.after(line);
                if (read == lines) {
                    // Through the handle: what the writer said before stays readable.
                    writer.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        } finally {
            writer.destroyForcibly();
        }
        assertTrue(writer.waitFor(DEADLINE_S, TimeUnit.SECONDS), "the writer did not end");
        assertTrue(promises.committed > 0 || commits == 1, "the writer wrote nothing");
        return promises;
    }

    /// Starts the writer.
    ///
    /// @param wrapper a program that starts the rest of its command line
    Process start(List<String> wrapper, Path directory, long seed, int round, int commits)
            throws IOException {
        String path = Stream.of("jdk.module.path", "java.class.path")
                .map(name -> System.getProperty(name, ""))
                .filter(entries -> !entries.isEmpty())
                .collect(Collectors.joining(":"));
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp", path,
                CrashingWriter.class.getName(),
                provider().getClass().getName(),
                directory.toString(),
                Long.toString(seed), Integer.toString(round), Integer.toString(commits)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Fails unless the engine holds a prefix of the workload that reaches what was promised.
    void assertRecovers(Path directory, Workload workload, String run, Promises promises) {
        try (StorageEngine engine = provider().open(directory, CrashingWriter.OPTIONS)) {
            CommitPoint point = engine.lastCommit();
            if (provider().capabilities().contains(Capability.DURABLE)) {
                assertTrue(point.sequence() >= promises.synced, () -> run + point + promises);
            } else {
                assertEquals(0, promises.synced, () -> run + "claims a sync");
            }
            if (provider().capabilities().contains(Capability.SURVIVES_PROCESS_CRASH)) {
                assertTrue(point.sequence() >= promises.committed, () -> run + point + promises);
            }
            workload.first(point.sequence()).assertShownBy(engine);
            engine.verify();
        }
    }

    /// What the writer said before it died.
    record Promises(long committed, long synced) {

        Promises after(String line) {
            if (line.startsWith(CrashingWriter.SYNCED) && line.endsWith(";")) {
                return new Promises(committed, number(line, CrashingWriter.SYNCED));
            }
            if (line.startsWith(CrashingWriter.COMMITTED) && line.endsWith(";")) {
                return new Promises(number(line, CrashingWriter.COMMITTED), synced);
            }
            return this;
        }

        private static long number(String line, String prefix) {
            return Long.parseLong(line.substring(prefix.length(), line.length() - 1));
        }
    }
}
