package kv.simulation.plant;

import java.util.function.Consumer;
import kv.server.Witness;
import kv.server.command.Proposal;
import kv.server.consensus.RaftOutputs;
import kv.simulation.judge.MemberWitness;

/// Judges see what the consensus wants done before a planted bug spoils it, and what is sent after
/// that.
///
/// @param judges who look on
/// @param plant what is spoilt
public record PlantedWitness(MemberWitness judges, Plant plant) implements Witness {

    @Override
    public RaftOutputs outputs(RaftOutputs real) {
        return judges.outputs(plant.outputs(judges.sending(real)));
    }

    @Override
    public Consumer<Proposal> proposals(Consumer<Proposal> real) {
        return plant.proposals(real);
    }
}
