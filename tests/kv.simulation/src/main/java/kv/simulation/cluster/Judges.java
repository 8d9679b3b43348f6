package kv.simulation.cluster;

import kv.simulation.judge.ClientJudge;
import kv.simulation.judge.LeaseJudge;
import kv.simulation.judge.Ledger;
import kv.simulation.judge.MemberWitness;
import kv.simulation.judge.RaftJudge;
import kv.simulation.world.World;

/// All judges of one run but those of watchers, each of which brings its own.
record Judges(Ledger ledger, RaftJudge raft, ClientJudge clients, LeaseJudge leases) {

    static Judges of(World world) {
        LeaseJudge leases = new LeaseJudge(world);
        Ledger ledger = new Ledger(world, leases::ends);
        return new Judges(ledger, new RaftJudge(world, ledger),
                new ClientJudge(world, ledger.model()), leases);
    }

    MemberWitness witness(int machine) {
        return new MemberWitness(machine, raft, ledger);
    }
}
