package kv.bench.micro;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kv.store.file.DiskFiles;
import kv.store.wal.EncodedEntry;
import kv.store.wal.Wal;
import kv.store.wal.WalDirectory;
import kv.store.wal.WalSnapshot;
import kv.store.wal.WalState;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A batch of the log on tmpfs: entries of 340 bytes appended and synced once. The time is the
/// batch's; old segments are released on the way.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WalBenchmark {

    private static final int ENTRY_BYTES = 340;
    private static final long RELEASE_EVERY = 100_000;

    /// Entries of a batch.
    @Param({"1", "100"})
    public int entries;

    private final byte[] content = new byte[ENTRY_BYTES];
    private Path directory;
    private Wal wal;
    private long index;

    /// Makes an empty log.
    @Setup
    public void create() throws IOException {
        new Random(1).nextBytes(content);
        directory = TemporaryTree.create();
        wal = Wal.create(
                WalDirectory.of(DiskFiles.INSTANCE, directory.resolve("wal")), ByteString.EMPTY);
    }

    /// Removes it.
    @TearDown
    public void remove() throws IOException {
        wal.close();
        TemporaryTree.remove(directory);
    }

    /// One batch.
    @Benchmark
    public void appendAndSync() {
        List<EncodedEntry> batch = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            index++;
            batch.add(EncodedEntry.of(index, 2, 0, content));
        }
        wal.append(batch, new WalState(2, 1, index - entries));
        wal.sync();
        if (index % RELEASE_EVERY < entries) {
            wal.saveSnapshot(new WalSnapshot(index - entries, 2, ByteString.EMPTY));
            wal.releaseBelow(index - entries);
        }
    }
}
