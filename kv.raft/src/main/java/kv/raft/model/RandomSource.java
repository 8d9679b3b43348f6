package kv.raft.model;

/// Where the core gets its only random numbers, the election timeouts (Raft §5.2). Injected, so
/// that one seed replays a run; `java.util.random.RandomGenerator` fits by method reference.
@FunctionalInterface
public interface RandomSource {

    /// A number from 0 to `bound - 1`, all equally likely.
    int nextInt(int bound);
}
