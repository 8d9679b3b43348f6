package kv.server.command;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.RequestHeader;
import kv.server.loop.Clock;

/// The one gate through which commands enter consensus. Any thread.
///
/// A command is refused here when too much is under way: more than [#MAX_BACKLOG] entries
/// committed and not applied, or no credit in [Admission].
public final class Proposer {

    /// etcd's limit of committed entries that wait to be applied.
    public static final long MAX_BACKLOG = 5_000;

    private final RequestIds ids;
    private final Admission admission;
    private final ProposalRegistry registry;
    private final Consumer<Proposal> raft;
    private final Clock clock;
    private final Limits limits;

    /// What is refused, and when a proposal is given up.
    ///
    /// @param backlog committed entries that are not applied
    /// @param maxRequestBytes largest command
    /// @param timeoutNs from the request to `etcdserver: request timed out`
    /// @param speaksV2 whether the cluster has members of etcd 3.4, as far as its version tells
    public record Limits(LongSupplier backlog, int maxRequestBytes, long timeoutNs,
            BooleanSupplier speaksV2) {
    }

    /// @param raft takes proposals that wait in the registry
    public Proposer(
            RequestIds ids,
            Admission admission,
            ProposalRegistry registry,
            Consumer<Proposal> raft,
            Clock clock,
            Limits limits) {
        this.ids = ids;
        this.admission = admission;
        this.registry = registry;
        this.raft = raft;
        this.clock = clock;
        this.limits = limits;
    }

    /// Proposes a client's command.
    ///
    /// @param loop where `waiter` is called
    /// @throws KvException when it is refused at the gate
    public void propose(Executor loop, InternalRaftRequest.Builder command,
            Proposal.Waiter waiter) {
        if (limits.backlog().getAsLong() > MAX_BACKLOG) {
            throw new KvException(ErrorCode.TOO_MANY_REQUESTS);
        }
        long id = ids.next();
        CommandPayload payload = encode(id, command);
        if (!admission.admit(payload.sizeBytes())) {
            throw new KvException(ErrorCode.TOO_MANY_REQUESTS);
        }
        submit(id, payload, 0, loop, waiter);
    }

    /// Proposes a command of the member itself, from its reserved share.
    ///
    /// @throws KvException when even that is used up
    public void proposeInternal(Executor loop, InternalRaftRequest.Builder command,
            Proposal.Waiter waiter) {
        proposeAsLeader(0, loop, command, waiter);
    }

    /// Proposes a command that only the leader of a term may give, from the member's reserved
    /// share; refused with `leader changed` if this member does not lead in that term any more.
    ///
    /// @param term 0 for any
    /// @throws KvException when even the reserved share is used up
    public void proposeAsLeader(long term, Executor loop, InternalRaftRequest.Builder command,
            Proposal.Waiter waiter) {
        long id = ids.next();
        CommandPayload payload = encode(id, command);
        if (!admission.admitInternal(payload.sizeBytes())) {
            throw new KvException(ErrorCode.TOO_MANY_REQUESTS);
        }
        submit(id, payload, term, loop, waiter);
    }

    /// Enters something that is proposed in another way, from the member's reserved share.
    ///
    /// @param content makes what goes into the log, of the request id
    /// @throws KvException when even the reserved share is used up
    public Proposal register(
            Executor loop, LongFunction<CommandPayload> content, Proposal.Waiter waiter) {
        long id = ids.next();
        CommandPayload payload = content.apply(id);
        if (!admission.admitInternal(payload.sizeBytes())) {
            throw new KvException(ErrorCode.TOO_MANY_REQUESTS);
        }
        return enter(id, payload, 0, loop, waiter);
    }

    /// An id for a lease that leaves the choice to the server.
    public long nextLeaseId() {
        return ids.nextLease();
    }

    private CommandPayload encode(long id, InternalRaftRequest.Builder command) {
        command.setHeader(RequestHeader.newBuilder().setID(id));
        CommandPayload payload = limits.speaksV2().getAsBoolean()
                ? V2Request.instead(id, command).map(CommandPayload::ofBytes)
                        .orElseGet(() -> CommandPayload.of(command.build()))
                : CommandPayload.of(command.build());
        if (payload.sizeBytes() > limits.maxRequestBytes()) {
            throw new KvException(ErrorCode.REQUEST_TOO_LARGE);
        }
        return payload;
    }

    private void submit(long id, CommandPayload payload, long term, Executor loop,
            Proposal.Waiter waiter) {
        raft.accept(enter(id, payload, term, loop, waiter));
    }

    private Proposal enter(long id, CommandPayload payload, long term, Executor loop,
            Proposal.Waiter waiter) {
        long nowNs = clock.nowNs();
        Proposal proposal =
                new Proposal(id, payload, nowNs, nowNs + limits.timeoutNs(), loop, waiter);
        proposal.bindTo(term);
        registry.add(proposal);
        return proposal;
    }
}
