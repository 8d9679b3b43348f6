package kv.simulation.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.api.spi.storage.StorageSnapshot;
import kv.api.spi.storage.Table;
import kv.api.spi.storage.WriteBatch;
import kv.plugin.storage.heap.HeapEngine;
import kv.plugin.storage.heap.HeapState;

/// The heap engine on a machine that remembers: it survives a restart, and of a crash whatever a
/// durable engine may survive, which is the state of some commit from the last sync on. Confined to
/// the simulation's thread.
///
/// One instance is the disk of one member; every [#open] continues what the last one left.
public final class CrashingHeap implements StorageProvider {

    private final RandomGenerator random;
    /// The state that was synced last, and all since.
    private final List<HeapState> states = new ArrayList<>(List.of(HeapState.EMPTY));

    /// An engine whose crashes take the same course each time it gets this seed.
    public CrashingHeap(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Loses power: commits since the last sync are lost from some point on.
    public void crash() {
        states.subList(random.nextInt(states.size()) + 1, states.size()).clear();
        forgetAllButLast();
    }

    private void forgetAllButLast() {
        states.subList(0, states.size() - 1).clear();
    }

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.DURABLE, Capability.PREFIX_WITHOUT_SYNC,
                Capability.ONLINE_DEFRAGMENT, Capability.EXACT_SIZES);
    }

    @Override
    public StorageEngine open(Path directory, StorageOptions options) {
        return new Opened(new HeapEngine(states.getLast()));
    }

    /// A heap engine whose commits are remembered.
    private final class Opened implements StorageEngine {

        private final HeapEngine engine;

        Opened(HeapEngine engine) {
            this.engine = engine;
        }

        @Override
        public CommitPoint lastCommit() {
            return engine.lastCommit();
        }

        @Override
        public void commit(WriteBatch batch) {
            engine.commit(batch);
            states.add(engine.state());
        }

        @Override
        public CommitPoint sync() {
            engine.sync();
            forgetAllButLast();
            return engine.lastCommit();
        }

        @Override
        public byte[] get(Table table, byte[] key) {
            return engine.get(table, key);
        }

        @Override
        public byte[] getIfCached(Table table, byte[] key) {
            return engine.getIfCached(table, key);
        }

        @Override
        public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
            engine.scan(table, from, to, visitor);
        }

        @Override
        public StorageSnapshot snapshot() {
            return engine.snapshot();
        }

        @Override
        public Sizes sizes() {
            return engine.sizes();
        }

        @Override
        public void defragment() {
            engine.defragment();
        }

        @Override
        public void verify() {
            engine.verify();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
