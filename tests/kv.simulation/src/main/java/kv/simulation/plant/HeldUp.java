package kv.simulation.plant;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import kv.server.command.Proposal;

/// Keeps what is bound to a term until more was proposed, then lets it pass without a bond.
final class HeldUp implements Consumer<Proposal> {

    private static final int MORE = 6;

    private final Consumer<Proposal> real;
    private final ArrayDeque<Proposal> held = new ArrayDeque<>();
    private int proposed;

    HeldUp(Consumer<Proposal> real) {
        this.real = real;
    }

    @Override
    public void accept(Proposal proposal) {
        if (proposal.leaderTerm() != 0) {
            proposal.bindTo(0);
            held.add(proposal);
        } else {
            real.accept(proposal);
        }
        if (++proposed % MORE == 0) {
            held.forEach(real);
            held.clear();
        }
    }
}
