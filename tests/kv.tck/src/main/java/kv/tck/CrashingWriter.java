package kv.tck;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Random;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;

/// A process that commits until it dies: killed from outside, or halted by itself in the middle of
/// a commit. Says on its output what it has committed and synced, one line each, so that the
/// parent knows what must be there.
public final class CrashingWriter {

    /// Small buffers, so that the engine writes files all the time.
    static final StorageOptions OPTIONS =
            new StorageOptions(1L << 20, 1L << 20, StorageOptions.small().settings());

    private static final int SYNC_EVERY = 25;

    static final String COMMITTED = "committed ";
    static final String SYNCED = "synced ";
    static final int FAILED_EXIT = 3;

    private CrashingWriter() {
    }

    /// @param args provider class, directory, seed of the workload, seed of this run, and the
    ///        number of commits before the process halts inside one (0: goes on until killed)
    public static void main(String... args) throws ReflectiveOperationException {
        StorageProvider provider = (StorageProvider) Class.forName(args[0])
                .getDeclaredConstructor()
                .newInstance();
        Workload workload = new Workload(Long.parseLong(args[2]));
        Random random = new Random(Long.parseLong(args[3]));
        int commits = Integer.parseInt(args[4]);
        try {
            write(provider.open(Path.of(args[1]), OPTIONS), workload, random, commits);
        } catch (StorageException e) {
            System.out.println("failed: " + e.getMessage());
            System.out.flush();
            Runtime.getRuntime().halt(FAILED_EXIT);
        }
    }

    private static void write(
            StorageEngine engine, Workload workload, Random random, int commits) {
        PrintStream out = System.out;
        for (int done = 1; true; done++) {
            RecordedBatch batch = workload.after(engine.lastCommit());
            if (done == commits) {
                batch.interruptedBy(() -> Runtime.getRuntime().halt(1));
            }
            engine.commit(batch);
            out.println(COMMITTED + engine.lastCommit().sequence() + ";");
            if (random.nextInt(SYNC_EVERY) == 0) {
                out.println(SYNCED + engine.sync().sequence() + ";");
            }
            out.flush();
        }
    }
}
