package kv.simulation.cluster;

import java.util.function.Consumer;
import kv.server.Witness;
import kv.server.command.Proposal;
import kv.server.consensus.RaftOutputs;

/// Judges see what the consensus says; a planted bug spoils it behind them.
record PlantedWitness(Witness judges, Plant plant) implements Witness {

    @Override
    public RaftOutputs outputs(RaftOutputs real) {
        return judges.outputs(plant.outputs(real));
    }

    @Override
    public Consumer<Proposal> proposals(Consumer<Proposal> real) {
        return plant.proposals(real);
    }
}
