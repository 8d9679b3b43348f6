package kv.simulation.cluster;

import java.util.function.Consumer;
import kv.api.service.Services;
import kv.server.command.Proposal;
import kv.server.consensus.RaftOutputs;
import kv.simulation.disk.SimulatedDisk;

/// A bug that is planted into every member of a run, to see that a judge notices.
public interface Plant {

    /// No bug.
    Plant NOTHING = new Plant() {
    };

    /// Stands between the consensus and its loops, behind the judges.
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

    /// Changes the disk before it is used.
    default void disk(SimulatedDisk disk) {
        // as it is
    }

    /// Flags that members get besides.
    default String[] flags() {
        return new String[0];
    }
}
