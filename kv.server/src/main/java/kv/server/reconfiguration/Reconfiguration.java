package kv.server.reconfiguration;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import kv.api.KvException;
import kv.raft.model.ConfChange;
import kv.raft.model.EntryKind;
import kv.server.cluster.ConfChanges;
import kv.server.cluster.Membership;
import kv.server.command.CommandPayload;
import kv.server.command.Proposal;
import kv.server.command.Proposer;
import kv.server.consensus.RaftEvent;
import kv.store.schema.MemberRow;

/// Proposes changes of membership. Any thread.
public final class Reconfiguration {

    private final Proposer proposer;
    private final Consumer<RaftEvent> raft;

    public Reconfiguration(Proposer proposer, Consumer<RaftEvent> raft) {
        this.proposer = proposer;
        this.raft = raft;
    }

    /// Proposes a change.
    ///
    /// @param context etcd's JSON of the member; empty for none
    /// @param loop where `outcome` is called
    public void propose(
            ConfChange.Kind kind, long id, byte[] context, Executor loop, Outcome outcome) {
        ConfChange.Step step = new ConfChange.Step(kind, id);
        Proposal proposal = proposer.register(loop,
                request -> CommandPayload.ofBytes(ConfChanges.encode(request, step, context)),
                outcome);
        raft.accept(new RaftEvent.ProposeConfChange(proposal, EntryKind.CONF_CHANGE,
                new ConfChange(ConfChange.Transition.AUTO, List.of(step))));
    }

    /// Who waits for a change.
    public interface Outcome extends Proposal.Waiter {

        /// The change took effect.
        ///
        /// @param members all members after it
        void changed(List<MemberRow> members);

        @Override
        default void applied(Object result) {
            changed(((Membership) result).members());
        }

        @Override
        void refused(KvException refusal);
    }
}
