package kv.raft;

import java.util.List;
import kv.raft.core.Raft;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfState;
import kv.raft.model.EntryKind;
import kv.raft.model.LogStorage;
import kv.raft.model.Message;
import kv.raft.model.Outcome;
import kv.raft.model.Payload;
import kv.raft.model.Proposal;
import kv.raft.model.RaftConfig;
import kv.raft.model.Ready;
import kv.raft.model.SoftState;

/// One member of a Raft group: a machine that takes ticks, messages and proposals, and says in
/// [Ready] what it wants done. It acts on nothing by itself.
///
/// Confined to the raft thread: no method blocks, none may be called from elsewhere.
///
/// ## The driver's loop
///
/// ```
///   node = new RaftNode(config, storage, applied)
///   if (a sole voter) node.campaign()
///   forever, on the raft thread:
///     take inputs: tick(), step(m), propose(..), readIndex(..),
///                  persisted(seq), applied(index), entriesLoaded(), ..
///     while (node.hasReady()) {
///       ready = node.ready()
///       send ready.messages()
///       hand ready.persist()   to the log writer   (first in, first out)
///       hand ready.committed() to the applier      (first in, first out)
///       remember ready.readStates(), tell people of ready.losses()
///     }
/// ```
///
/// There is no "advance": any number of `Ready` may be under way, so that writing, sending and
/// applying overlap. What the driver owes:
///
/// 1. **Write in order.** The writes of successive `Ready` reach the disk in that order. Within
///    one: snapshot, then entries, then hard state. If [Ready.Persist#mustSync()], they are synced
///    before they are reported; several may share one sync. A moved commit index alone may wait.
/// 2. **Report what is durable.** After that, and after [LogStorage] shows the entries, call
///    [#persisted(long)] with the sequence of the newest durable write; it covers all before it.
///    Only then send [Ready.Persist#messages()]: they promise what the disk now holds. A write that
///    need not be synced may be reported together with a later one, unless messages wait for it.
///    An empty write is not written and not reported.
/// 3. **Send at once** what is in [Ready#messages()]: a leader's appends promise nothing about its
///    own disk, and its own copy counts towards commit only when reported. Messages may be lost,
///    repeated and reordered. One that is known to be lost is told by [#reportUnreachable(long)], a
///    snapshot's fate always by [#reportSnapshot(long, boolean)].
/// 4. **Apply in order.** For a change of membership call [#applyConfChange(ConfChange)] on the
///    raft thread before [#applied(long)] covers it; if the layer above refuses the change, with a
///    step of node id 0. Until then votes and acknowledgements are counted by the old membership.
///    What comes before a snapshot that overtook it may be skipped, or be reported to no effect.
///    An entry CONF_CHANGE_V2 with [Payload#EMPTY] is the core's own: [ConfChange#leaveJoint()].
/// 5. **Report what is applied** by [#applied(long)]; it makes room for more
///    ([RaftConfig.Limits#applyingBytes()]).
/// 6. **Install snapshots** before anything that comes after them: when the write with
///    [Ready.Persist#snapshot()] is durable *and* the state machine holds that state, report
///    [#persisted(long)], then [#applied(long)] with the snapshot's index. The membership of the
///    snapshot is in force in the core already.
/// 7. **Load on request.** If [LogStorage] answered [LogStorage.NotLoaded], call
///    [#entriesLoaded()] when the entries are there.
/// 8. **Tick** at a steady rate. A [kv.raft.model.InvariantError] ends the member.
public final class RaftNode {

    private final Raft raft;

    /// A member as its storage left it.
    ///
    /// @param applied newest entry whose effect the state machine holds, not below
    ///     `storage.firstIndex() - 1`; the committed entries after it come out again
    public RaftNode(RaftConfig config, LogStorage storage, long applied) {
        this.raft = new Raft(config, storage, applied);
    }

    /// One unit of time has passed.
    public void tick() {
        raft.tick();
    }

    /// Campaign without waiting for a timeout. If committed entries are still to be applied, the
    /// campaign begins when they are, for they may hold the membership itself; unless a leader was
    /// heard by then.
    public void campaign() {
        raft.campaign();
    }

    /// Propose commands, in order, all or none. The list is not kept, the payloads are.
    public Outcome propose(List<? extends Payload> payloads) {
        return raft.propose(payloads);
    }

    /// Propose a change of membership.
    ///
    /// @param kind CONF_CHANGE or CONF_CHANGE_V2, which tells how the payload is encoded
    public Outcome proposeConfChange(EntryKind kind, Payload payload, ConfChange change) {
        return raft.propose(Proposal.confChange(kind, payload, change));
    }

    /// Take a message from a peer. One addressed elsewhere, or an answer from a stranger, is
    /// ignored.
    public void step(Message message) {
        raft.step(message);
    }

    /// Ask for a read index; the answer comes as a [kv.raft.model.ReadState] with the same context.
    /// It may get lost with a message or a change of leader: ask again after a while.
    ///
    /// @return false if no leader is known, so that nobody was asked
    public boolean readIndex(long context) {
        return raft.readIndex(context);
    }

    /// Hand leadership over to a voter that follows. Takes an election timeout at most; whether it
    /// went well shows in the soft state.
    ///
    /// @return false if this member does not lead or the other cannot
    public boolean transferLeadership(long id) {
        return raft.transferLeadership(id);
    }

    /// Stop leading, without a successor: for a leader that can no longer write.
    public void resign() {
        raft.resign();
    }

    /// Follow nobody until a leader is heard again: for one that knows its leader to be gone.
    /// Its term and vote stay, and it no longer ignores candidates for that leader's sake.
    public void forgetLeader() {
        raft.forgetLeader();
    }

    /// The member's term at this moment.
    public long term() {
        return raft.term();
    }

    /// The term in which this member leads at this moment, 0 if it does not.
    public long leadingTerm() {
        return raft.softState().role() == SoftState.RoleKind.LEADER ? raft.hardState().term() : 0;
    }

    /// Whether [#ready()] has anything to say.
    public boolean hasReady() {
        return raft.hasReady();
    }

    /// What to do next. Each thing is said once.
    public Ready ready() {
        return raft.ready();
    }

    /// The writes of every `Ready` up to this sequence are durable, and [LogStorage] shows them.
    public void persisted(long sequence) {
        raft.persisted(sequence);
    }

    /// The state machine holds the effect of every entry up to this index.
    public void applied(long index) {
        raft.applied(index);
    }

    /// Entries that [LogStorage] did not have at hand are there now.
    public void entriesLoaded() {
        raft.entriesLoaded();
    }

    /// A committed change of membership takes effect.
    ///
    /// @return the membership from here on
    public ConfState applyConfChange(ConfChange change) {
        return raft.applyConfChange(change);
    }

    /// A message to this member was lost for certain.
    public void reportUnreachable(long id) {
        raft.reportUnreachable(id);
    }

    /// The snapshot under way to this member has arrived, or has failed.
    public void reportSnapshot(long id, boolean arrived) {
        raft.reportSnapshot(id, arrived);
    }

    /// A copy of the state, for people and metrics. Allocates: not for the hot path.
    public Status status() {
        return StatusView.of(raft);
    }
}
