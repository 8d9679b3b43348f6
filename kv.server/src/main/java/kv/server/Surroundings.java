package kv.server;

import kv.api.spi.metrics.MetricRegistry;
import kv.raft.model.RandomSource;
import kv.server.loop.Clock;
import kv.server.peer.Network;
import kv.store.file.FileAccess;

/// What a member takes from the world, so that a simulation can give it another one.
///
/// @param files the only way to the disk
/// @param clock the only source of time
/// @param random the only source of chance
/// @param metrics where it counts
/// @param network the only way to other members
/// @param witness who looks on at the consensus
/// @param dimensions how large things are made
public record Surroundings(
        FileAccess files, Clock clock, RandomSource random, MetricRegistry metrics,
        Network network, Witness witness, Dimensions dimensions) {

    /// Without a witness, in life size.
    public Surroundings(FileAccess files, Clock clock, RandomSource random,
            MetricRegistry metrics, Network network) {
        this(files, clock, random, metrics, network, Witness.NOBODY, Dimensions.LIFE_SIZE);
    }
}
