package kv.bench.micro;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kv.store.index.IndexRoot;
import kv.store.index.KeyEntry;
import kv.store.index.KeyIndex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The key index with a million keys of 64 bytes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IndexBenchmark {

    private static final int KEYS = 1_000_000;
    private static final int PUBLISH_EVERY = 100;

    private final SplittableRandom random = new SplittableRandom(1);
    private final byte[][] keys = new byte[KEYS][];
    private KeyIndex index;
    private IndexRoot published;
    private long revision;

    /// Puts every key once.
    @Setup
    public void fill() {
        index = new KeyIndex();
        for (int key = 0; key < KEYS; key++) {
            revision++;
            keys[key] = String.format("bench/%058d", key).getBytes(StandardCharsets.US_ASCII);
            index.put(keys[key], revision, 0);
        }
        published = index.publish();
    }

    /// A put of a key that is there, with a publication every hundred.
    @Benchmark
    public KeyEntry put() {
        revision++;
        if (revision % PUBLISH_EVERY == 0) {
            published = index.publish();
        }
        return index.put(anyKey(), revision, 0);
    }

    /// A look-up in the published tree.
    @Benchmark
    public KeyEntry find() {
        return published.entry(anyKey());
    }

    /// The count from a key to the last at the current revision.
    @Benchmark
    public int count() {
        return published.count(anyKey(), keys[KEYS - 1], revision);
    }

    private byte[] anyKey() {
        return keys[random.nextInt(KEYS)];
    }
}
