package kv.server.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.server.command.Proposal;
import kv.server.command.ProposalRegistry;

/// The proposals whose outcome is open, and when they are given up: at their deadline, and soon
/// after a later leader's first entry is applied here. What was handed to an earlier leader, and
/// is not among the entries before that one, was most likely lost with it; nobody can know, since
/// it may still be on its way to the new one, so it is not proposed again. etcd lets its client
/// wait for the deadline. Confined to kvd-raft.
final class WaitingProposals {

    /// How long a proposal may take from the old leader to the new one.
    private static final int GRACE_TICKS = 5;

    private final ProposalRegistry registry;
    private final LongFunction<ErrorCode> timeout;
    private long settledTerm;
    private int ticksLeft;

    /// @param timeout why a proposal of that age has timed out
    WaitingProposals(ProposalRegistry registry, LongFunction<ErrorCode> timeout) {
        this.registry = registry;
        this.timeout = timeout;
    }

    /// Whether the caller may answer it.
    boolean take(Proposal proposal) {
        return registry.take(proposal.id()) != null;
    }

    List<Proposal> takeAll() {
        return registry.takeAll();
    }

    /// An entry of that term is applied.
    void applied(long term) {
        if (term > settledTerm) {
            settledTerm = term;
            ticksLeft = GRACE_TICKS;
        }
    }

    /// Gives up what has waited in vain.
    ///
    /// @param refused takes each one, refused
    void tick(long nowNs, Consumer<Proposal> refused) {
        for (Proposal proposal : registry.takeExpired(nowNs)) {
            proposal.refuse(late(proposal));
            refused.accept(proposal);
        }
        if (ticksLeft > 0) {
            ticksLeft--;
            if (ticksLeft == 0) {
                giveUpLost(refused);
            }
        }
    }

    /// What never found a leader has no effect for certain.
    private KvException late(Proposal proposal) {
        return proposal.handedTerm() == 0
                ? new KvException(StatusCode.DEADLINE_EXCEEDED, "context deadline exceeded")
                : new KvException(timeout.apply(proposal.startNs()));
    }

    private void giveUpLost(Consumer<Proposal> refused) {
        List<Proposal> lost = new ArrayList<>();
        registry.forEach(proposal -> {
            if (proposal.handedTerm() != 0 && proposal.handedTerm() < settledTerm) {
                lost.add(proposal);
            }
        });
        for (Proposal proposal : lost) {
            if (take(proposal)) {
                proposal.refuse(new KvException(ErrorCode.TIMEOUT_DUE_TO_LEADER_FAIL));
                refused.accept(proposal);
            }
        }
    }
}
