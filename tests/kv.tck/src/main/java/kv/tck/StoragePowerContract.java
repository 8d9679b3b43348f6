package kv.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kv.api.spi.storage.Capability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an engine holds after power was lost, and after its disk was full or failed.
///
/// A process of its own writes, and faults come to it from outside, whatever language the engine is
/// written in: under `strace`, which records every call that changes a file or makes it durable, or
/// lets a sync fail; and with a limit on the length of a file, which for an engine is a disk that
/// takes no more.
public abstract class StoragePowerContract extends StorageCrashContract {

    private static final int IMAGES = Integer.getInteger("kvd.tck.images", 3);
    private static final int COMMITS = 120;
    private static final int FIRST_FAILING_SYNC = 8;
    private static final int LONGEST_FILE_BYTES = 6_000_000;
    private static final String CALLS = "trace=openat,close,write,pwrite64,ftruncate,fsync,"
            + "fdatasync,rename,unlink";
    private static final String UNREADABLE_CALLS = "writev,pwritev,pwritev2,creat,renameat,"
            + "renameat2,unlinkat,truncate";

    @TempDir
    private Path disk;

    /// For subclasses, which name a provider.
    protected StoragePowerContract() {
    }

    @Test
    void holdsACommittedPrefixAfterALossOfPower() throws IOException, InterruptedException {
        if (!provider().capabilities().contains(Capability.DURABLE)) {
            return; // it promises nothing
        }
        long seed = new Random().nextLong();
        Path directory = Files.createDirectory(disk.resolve("recorded"));
        Recording recording = record(directory, seed);
        Random random = new Random(seed);
        for (int image = 0; image < IMAGES; image++) {
            PowerLoss loss = new PowerLoss(recording,
                    1 + random.nextInt(recording.steps().size()), new Random(random.nextLong()));
            Path after = Files.createDirectory(disk.resolve("image" + image));
            loss.into(after);
            // A commit that was not synced may be lost with the power.
            assertRecovers(after, new Workload(seed), "seed " + seed + " image " + image + ": ",
                    new Promises(0, promised(loss.said()).synced()));
        }
    }

    @Test
    void stopsOnAFullDiskAndKeepsWhatItPromised() throws IOException, InterruptedException {
        if (!provider().capabilities().contains(Capability.DURABLE)) {
            return; // it writes nothing
        }
        long seed = new Random().nextLong();
        Path directory = Files.createDirectory(disk.resolve("full"));
        Process writer = start(List.of(), directory, seed, 0, 0);
        List<String> said = new ArrayList<>();
        try (BufferedReader output = writer.inputReader()) {
            said.add(output.readLine());
            fill(writer.pid());
            output.lines().forEach(said::add);
        }
        assertRecovers(directory, new Workload(seed), "seed " + seed + ": ",
                failed(writer, directory, said));
    }

    @Test
    void stopsWhenASyncFailsAndKeepsWhatItPromised() throws IOException, InterruptedException {
        if (!provider().capabilities().contains(Capability.DURABLE)) {
            return; // it syncs nothing
        }
        long seed = new Random().nextLong();
        Path directory = Files.createDirectory(disk.resolve("failing"));
        Process writer = start(List.of(program("strace"), "-f", "-o", "/dev/null", "--seccomp-bpf",
                "-e", "trace=fsync,fdatasync",
                "-e", "inject=fsync,fdatasync:error=EIO:when=" + FIRST_FAILING_SYNC + "+"),
                directory, seed, 0, 0);
        List<String> said = writer.inputReader().lines().toList();
        assertRecovers(directory, new Workload(seed), "seed " + seed + ": ",
                failed(writer, directory, said));
    }

    /// What the writer promised before it stopped with a message that names its directory.
    private static Promises failed(Process writer, Path directory, List<String> said)
            throws InterruptedException {
        assertTrue(writer.waitFor(60, TimeUnit.SECONDS), "the writer did not end");
        assertEquals(CrashingWriter.FAILED_EXIT, writer.exitValue(), said.toString());
        assertTrue(said.getLast().contains(directory.toString()), said.getLast());
        return promised(said);
    }

    private static Promises promised(List<String> said) {
        Promises promises = new Promises(0, 0);
        for (String line : said) {
            promises = promises.after(line);
        }
        return promises;
    }

    /// From now on the process may not make a file longer.
    private static void fill(long process) throws IOException, InterruptedException {
        Process limit = new ProcessBuilder(program("prlimit"), "--pid", Long.toString(process),
                "--fsize=" + LONGEST_FILE_BYTES).inheritIO().start();
        assertEquals(0, limit.waitFor(), "prlimit");
    }

    private Recording record(Path directory, long seed) throws IOException, InterruptedException {
        Path trace = disk.resolve("trace");
        Process writer = start(List.of(program("strace"), "-f", "-xx", "-s", "100000000",
                "-o", trace.toString(), "-e", CALLS + "," + UNREADABLE_CALLS), directory, seed, 0,
                COMMITS);
        List<String> said = writer.inputReader().lines().toList();
        assertTrue(writer.waitFor(60, TimeUnit.SECONDS), "the writer did not end");
        assertTrue(said.size() >= COMMITS - 1, () -> "the traced writer said " + said);
        Recording recording = TraceReader.read(trace, directory.toRealPath());
        assertTrue(recording.steps().stream().anyMatch(Recording.Sync.class::isInstance),
                "nothing was synced in " + recording.steps().size() + " steps");
        return recording;
    }

    private static String program(String name) {
        String found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> folder + "/" + name)
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst().orElse(null);
        assumeTrue(found != null || Boolean.getBoolean("kvd.ci"), () -> "there is no " + name);
        return found;
    }
}
