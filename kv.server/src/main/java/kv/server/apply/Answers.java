package kv.server.apply;

import java.util.ArrayList;
import kv.server.command.Proposal;
import kv.server.loop.Outbox;

/// Proposals whose entries are applied and whose answers wait for the publication that shows
/// their effect. Confined to kvd-apply.
final class Answers {

    private final ArrayList<Proposal> ready = new ArrayList<>();
    private final Outbox outbox = new Outbox();

    /// A proposal that carries its outcome.
    void add(Proposal proposal) {
        ready.add(proposal);
    }

    /// After the publication: hands everything to the loops that wait.
    void release() {
        for (Proposal proposal : ready) {
            outbox.add(proposal.loop(), proposal);
        }
        ready.clear();
    }

    /// The way out for everything else that this loop answers.
    Outbox outbox() {
        return outbox;
    }
}
