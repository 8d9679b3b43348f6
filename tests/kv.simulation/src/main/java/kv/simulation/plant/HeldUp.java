package kv.simulation.plant;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import kv.server.command.Proposal;

/// Keeps what is bound to a term until some others were proposed, then lets it pass without a bond.
final class HeldUp implements Consumer<Proposal> {

    private static final int OTHERS = 8;

    private final Consumer<Proposal> real;
    private final ArrayDeque<Proposal> held = new ArrayDeque<>();
    private int others;

    HeldUp(Consumer<Proposal> real) {
        this.real = real;
    }

    @Override
    public void accept(Proposal proposal) {
        if (proposal.leaderTerm() != 0) {
            proposal.bindTo(0);
            held.add(proposal);
            return;
        }
        real.accept(proposal);
        if (++others % OTHERS == 0) {
            held.forEach(real);
            held.clear();
        }
    }
}
