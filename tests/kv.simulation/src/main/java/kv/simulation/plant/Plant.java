package kv.simulation.plant;

import java.util.List;
import java.util.function.Consumer;
import kv.api.service.Services;
import kv.server.command.Proposal;
import kv.server.consensus.RaftOutputs;
import kv.simulation.disk.SimulatedDisk;

/// A bug in every member of a run. One instance is good for one run.
public interface Plant {

    /// No bug.
    Plant NOTHING = new Plant() {
    };

    /// Stands between the consensus and its loops, for one life of a member.
    default RaftOutputs outputs(RaftOutputs real) {
        return real;
    }

    /// Stands before the consensus.
    default Consumer<Proposal> proposals(Consumer<Proposal> real) {
        return real;
    }

    /// Stands before the clients.
    default Services services(Services real) {
        return real;
    }

    /// Changes a disk before it is used.
    default void disk(SimulatedDisk disk) {
        // as it is
    }

    /// What arrives of a snapshot that was sent.
    default byte[] snapshot(byte[] sent) {
        return sent;
    }

    /// Flags that members get besides.
    default List<String> flags() {
        return List.of();
    }
}
