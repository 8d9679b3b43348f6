package kv.bench.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import kv.api.spi.storage.Slice;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A storage engine with 200,000 rows of 340 bytes: committing a run of a thousand, reading one.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineBenchmark {

    private static final int RUN = 1_000;
    private static final int RUNS = 200;
    private static final int VALUE_BYTES = 340;

    /// Class of the provider.
    @Param({
        "kv.plugin.storage.rocksdb.RocksProvider",
        "kv.plugin.storage.heap.HeapProvider"
    })
    public String provider;

    private final byte[] value = new byte[VALUE_BYTES];
    private Path directory;
    private StorageEngine engine;
    private long revision;

    /// Fills the engine.
    @Setup
    public void fill() throws IOException, ReflectiveOperationException {
        new Random(1).nextBytes(value);
        directory = TemporaryTree.create();
        StorageProvider opened = (StorageProvider) Class.forName(provider)
                .getDeclaredConstructor()
                .newInstance();
        engine = opened.open(directory, StorageOptions.small());
        for (int run = 0; run < RUNS; run++) {
            commit();
        }
        engine.sync();
    }

    /// Closes it and removes its files.
    @TearDown
    public void remove() throws IOException {
        engine.close();
        TemporaryTree.remove(directory);
    }

    /// One row of a commit of a thousand.
    @Benchmark
    @OperationsPerInvocation(RUN)
    public void commit() {
        engine.commit(new Run(engine.lastCommit().sequence() + 1, revision, value));
        revision += RUN;
    }

    /// Any row, from files or memory.
    @Benchmark
    public byte[] get() {
        return engine.get(Table.KEY, key(ThreadLocalRandom.current().nextLong(RUN * RUNS)));
    }

    /// Any row, if the cache has it.
    @Benchmark
    public byte[] getIfCached() {
        return engine.getIfCached(Table.KEY, key(ThreadLocalRandom.current().nextLong(RUN * RUNS)));
    }

    private static byte[] key(long main) {
        return ByteBuffer.allocate(17).putLong(main).put((byte) '_').putLong(0).array();
    }

    /// A thousand rows with growing keys.
    private record Run(long sequence, long first, byte[] value) implements WriteBatch {

        @Override
        public long consistentIndex() {
            return sequence;
        }

        @Override
        public long sizeBytes() {
            return RUN * (17L + value.length);
        }

        @Override
        public void forEach(Visitor visitor) {
            Slice content = Slice.of(value);
            for (int row = 0; row < RUN; row++) {
                visitor.put(Table.KEY, Slice.of(key(first + row)), content);
            }
        }
    }
}
