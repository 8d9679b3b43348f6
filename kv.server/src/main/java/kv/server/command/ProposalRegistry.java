package kv.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Finds the proposal again when an entry with its id is applied. Any thread.
public final class ProposalRegistry {

    private final ConcurrentHashMap<Long, Proposal> waiting = new ConcurrentHashMap<>();
    private final Admission admission;

    /// @param admission gets a proposal's credit back when it leaves
    public ProposalRegistry(Admission admission) {
        this.admission = admission;
    }

    /// Enters a proposal that has its credit.
    public void add(Proposal proposal) {
        waiting.put(proposal.id(), proposal);
    }

    /// Takes a proposal out.
    ///
    /// @return the proposal if this caller may answer it, else null
    public Proposal take(long id) {
        Proposal proposal = waiting.remove(id);
        if (proposal == null) {
            return null;
        }
        admission.release(proposal.payload().sizeBytes());
        return proposal.claim() ? proposal : null;
    }

    /// Takes out every proposal whose deadline has passed.
    public List<Proposal> takeExpired(long nowNs) {
        List<Proposal> expired = new ArrayList<>();
        for (Proposal proposal : waiting.values()) {
            if (proposal.deadlineNs() - nowNs <= 0) {
                Proposal taken = take(proposal.id());
                if (taken != null) {
                    expired.add(taken);
                }
            }
        }
        return expired;
    }

    /// Shows every proposal.
    public void forEach(Consumer<Proposal> each) {
        waiting.values().forEach(each);
    }

    /// Takes out every proposal, at shutdown.
    public List<Proposal> takeAll() {
        List<Proposal> all = new ArrayList<>();
        for (Proposal proposal : List.copyOf(waiting.values())) {
            Proposal taken = take(proposal.id());
            if (taken != null) {
                all.add(taken);
            }
        }
        return all;
    }

    /// How many wait.
    public int size() {
        return waiting.size();
    }
}
