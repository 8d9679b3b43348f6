package kv.raft.core;

import java.util.List;
import java.util.function.Consumer;
import kv.raft.confchange.Changer;
import kv.raft.core.ReadIndexQueue.Asked;
import kv.raft.core.ReadIndexQueue.Question;
import kv.raft.model.ConfState;
import kv.raft.model.Context;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.InvariantError;
import kv.raft.model.Message;
import kv.raft.model.Message.Answer;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.HeartbeatResponse;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.Message.ReadIndexResponse;
import kv.raft.model.Message.TimeoutNow;
import kv.raft.model.Outcome;
import kv.raft.model.Outcome.Accepted;
import kv.raft.model.Outcome.Dropped;
import kv.raft.model.Outcome.Reason;
import kv.raft.model.Payload;
import kv.raft.model.Proposal;
import kv.raft.model.ReadState;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.tracker.Progress;
import kv.raft.tracker.ProgressTracker;

/// A leader appends what is proposed, replicates it, and commits what a quorum holds (Raft §5.3,
/// §5.4.2). Confined to the raft thread.
///
/// - It never changes or removes an entry of its log (Leader Append-Only, Raft Figure 3).
/// - Its own copy of an entry counts when it is durable, like anybody's.
/// - At most one change of membership lies between `applied` and the end of its log:
///   `lastConfIndex` is at or after the newest that may be there.
final class Leader implements Role {

    private final Raft raft;
    private final RaftLog log;
    private final Replicator replicator;
    private final ProgressTracker tracker;
    private final ReadIndexQueue reads = new ReadIndexQueue();
    private final Uncommitted uncommitted;
    private Progress own;
    private long lastConfIndex;
    private long transferee;
    private int heartbeatElapsedTicks;

    Leader(Raft raft) {
        this.raft = raft;
        this.log = raft.log();
        this.replicator = new Replicator(raft);
        this.tracker = replicator.tracker();
        this.uncommitted = new Uncommitted(raft.config().limits().uncommittedBytes());
    }

    /// Begin with an empty entry: only an entry of its own term lets a leader commit the earlier
    /// ones (Raft §8).
    void begin() {
        tracker.follow(raft.membership(), log.lastIndex() + 1);
        tracker.forEach(progress -> progress.recentActive(progress.id() == raft.id()));
        findOwnProgress();
        lastConfIndex = log.lastIndex();
        append(EntryKind.NORMAL, Payload.EMPTY);
        noteDurable();
        replicator.broadcast();
    }

    private void findOwnProgress() {
        own = tracker.progress(raft.id()).orElseThrow(
                () -> new InvariantError("a leader is a member"));
        own.becomeReplicate();
    }

    @Override
    public RoleKind kind() {
        return RoleKind.LEADER;
    }

    @Override
    public void tick() {
        heartbeatElapsedTicks++;
        if (raft.timer().hasPassedBase()) {
            raft.timer().restart();
            if (raft.config().election().checkQuorum() && !tracker.checkQuorum(raft.id())) {
                raft.becomeFollower(raft.term(), 0);
                return;
            }
            abandonTransfer();
        }
        if (heartbeatElapsedTicks >= raft.config().election().heartbeatTicks()) {
            heartbeatElapsedTicks = 0;
            sendHeartbeats();
        }
    }

    @Override
    public void append(Append message) {
        throw secondLeader(message);
    }

    @Override
    public void heartbeat(Heartbeat message) {
        throw secondLeader(message);
    }

    @Override
    public void installSnapshot(InstallSnapshot message) {
        throw secondLeader(message);
    }

    private InvariantError secondLeader(Message message) {
        return new InvariantError("two leaders in term " + raft.term() + ": " + message.from());
    }

    // Proposals.

    @Override
    public Outcome proposeCommands(List<? extends Payload> payloads) {
        long bytes = 0;
        for (int i = 0; i < payloads.size(); i++) {
            bytes += payloads.get(i).sizeBytes();
        }
        Reason refusal = refusal(bytes);
        if (refusal != null) {
            return new Dropped(refusal);
        }
        long first = log.lastIndex() + 1;
        for (int i = 0; i < payloads.size(); i++) {
            append(EntryKind.NORMAL, payloads.get(i));
        }
        return accepted(first, bytes);
    }

    @Override
    public Outcome propose(List<Proposal> proposals, long from) {
        long bytes = 0;
        int changes = 0;
        for (Proposal proposal : proposals) {
            bytes += proposal.payload().sizeBytes();
            changes += proposal.kind().changesMembership() ? 1 : 0;
        }
        Reason refusal = refusal(bytes);
        if (refusal != null) {
            return new Dropped(refusal);
        }
        if (changes > 1 || changes == 1 && !mayChangeMembership(proposals)) {
            return new Dropped(Reason.CONF_CHANGE_PENDING);
        }
        long first = log.lastIndex() + 1;
        for (Proposal proposal : proposals) {
            append(proposal.kind(), proposal.payload());
        }
        return accepted(first, bytes);
    }

    private Reason refusal(long bytes) {
        if (transferee != 0) {
            return Reason.LEADER_TRANSFER;
        }
        return uncommitted.hasRoomFor(bytes) ? null : Reason.UNCOMMITTED_LIMIT;
    }

    /// One change at a time, and only what fits: a joint membership is left before anything else
    /// is changed, and the last voter stays.
    private boolean mayChangeMembership(List<Proposal> proposals) {
        return lastConfIndex <= log.applied() && proposals.stream()
                .map(Proposal::change)
                .allMatch(change -> change == null || Changer.fits(raft.membership(), change));
    }

    private void append(EntryKind kind, Payload payload) {
        long index = log.lastIndex() + 1;
        log.append(new Entry(raft.term(), index, kind, payload));
        if (kind.changesMembership()) {
            lastConfIndex = index;
        }
    }

    private Outcome accepted(long first, long bytes) {
        long last = log.lastIndex();
        uncommitted.add(last, bytes);
        replicator.broadcast();
        return new Accepted(raft.term(), first, last);
    }

    // Answers.

    @Override
    public void answer(Answer message) {
        Progress progress = tracker.progress(message.from()).orElse(null);
        if (progress == null) {
            return;
        }
        if (message instanceof AppendResponse response) {
            progress.recentActive(true);
            takeAppendResponse(progress, response);
        } else if (message instanceof HeartbeatResponse response) {
            progress.recentActive(true);
            takeHeartbeatResponse(progress, response);
        }
    }

    private void takeAppendResponse(Progress progress, AppendResponse response) {
        if (response.rejected()) {
            replicator.refused(progress, response);
        } else if (replicator.accepted(progress, response.index())) {
            maybeCommit();
            replicator.sendNews(progress);
            maybeSendTimeoutNow(progress);
        }
    }

    private void takeHeartbeatResponse(Progress progress, HeartbeatResponse response) {
        if (progress.isRefused()) {
            replicator.askForEnd(progress);
            return;
        }
        progress.resume();
        if (progress.match() < log.lastIndex() || progress.isProbing()) {
            replicator.probe(progress);
        }
        if (response.context().isLong()) {
            progress.ackRead(Math.min(response.context().toLong(), reads.sequence()));
            answerConfirmedReads();
        }
    }

    @Override
    public void persisted() {
        noteDurable();
    }

    private void noteDurable() {
        if (own.acknowledge(log.durableIndex())) {
            maybeCommit();
        }
    }

    private void maybeCommit() {
        if (replicator.maybeCommit()) {
            uncommitted.committedTo(log.commit());
            replicator.broadcast();
            askPostponedReads();
        }
    }

    @Override
    public void entriesLoaded() {
        replicator.broadcast();
    }

    @Override
    public void reportUnreachable(long peer) {
        tracker.progress(peer).filter(Progress::isReplicating).ifPresent(Progress::becomeProbe);
    }

    @Override
    public void reportSnapshot(long peer, boolean arrived) {
        Progress progress = tracker.progress(peer).orElse(null);
        if (progress == null || !progress.isReceivingSnapshot()) {
            return;
        }
        if (arrived) {
            progress.becomeProbe();
        } else {
            progress.abandonSnapshot();
        }
        // Its answer, or the next heartbeat's, tells where to go on.
        progress.pause();
    }

    // Reads.

    @Override
    public boolean readIndex(long from, Context context) {
        Asked asked = new Asked(from, context);
        if (hasCommittedInTerm()) {
            ask(asked);
        } else {
            reads.postpone(asked);
        }
        return true;
    }

    private boolean hasCommittedInTerm() {
        return log.term(log.commit()) == raft.term();
    }

    private void askPostponedReads() {
        if (reads.hasPostponed() && hasCommittedInTerm()) {
            reads.takePostponed().forEach(this::ask);
        }
    }

    private void ask(Asked asked) {
        reads.add(asked, log.commit());
        own.ackRead(reads.sequence());
        sendHeartbeats();
        answerConfirmedReads();
    }

    private void answerConfirmedReads() {
        long confirmed = tracker.confirmedRead();
        Question question = reads.pollConfirmed(confirmed);
        while (question != null) {
            answer(question);
            question = reads.pollConfirmed(confirmed);
        }
    }

    private void answer(Question question) {
        Asked asked = question.asked();
        if (asked.from() == raft.id()) {
            raft.outbox().answer(new ReadState(question.commit(), asked.context().toLong()));
        } else {
            raft.outbox().send(new ReadIndexResponse(asked.from(), raft.id(), raft.term(),
                    question.commit(), asked.context()));
        }
    }

    private void sendHeartbeats() {
        Context context = reads.heartbeatContext();
        tracker.forEach(progress -> replicator.sendHeartbeat(progress, context));
    }

    // Leadership transfer (thesis §3.10).

    @Override
    public boolean transferLeadership(long to) {
        if (to == raft.id() || !tracker.isVoter(to) || isRefused(to)) {
            return false;
        }
        if (to != transferee) {
            transferee = to;
            raft.timer().restart();
            tracker.progress(to).ifPresent(this::beginTransfer);
        }
        return true;
    }

    private boolean isRefused(long id) {
        return tracker.progress(id).filter(Progress::isRefused).isPresent();
    }

    private void beginTransfer(Progress progress) {
        if (progress.match() == log.lastIndex()) {
            maybeSendTimeoutNow(progress);
        } else {
            replicator.probe(progress);
        }
    }

    private void maybeSendTimeoutNow(Progress progress) {
        if (progress.id() == transferee && progress.match() == log.lastIndex()) {
            raft.outbox().send(new TimeoutNow(transferee, raft.id(), raft.term()));
        }
    }

    private void abandonTransfer() {
        transferee = 0;
        maybeLeaveJoint();
    }

    // Membership.

    @Override
    public void applied() {
        maybeLeaveJoint();
    }

    /// End a joint membership that was entered to end by itself, once entering it is applied here.
    private void maybeLeaveJoint() {
        ConfState membership = raft.membership();
        if (membership.isJoint() && membership.autoLeave()
                && transferee == 0 && lastConfIndex <= log.applied()) {
            append(EntryKind.CONF_CHANGE_V2, Payload.EMPTY);
            replicator.broadcast();
        }
    }

    /// Whoever is no longer a voter stops leading, once the change is in force (thesis §4.2.2).
    @Override
    public void membershipChanged() {
        if (!raft.voters().contains(raft.id())) {
            raft.becomeFollower(raft.term(), 0);
            return;
        }
        tracker.follow(raft.membership(), log.lastIndex() + 1);
        if (transferee != 0 && !tracker.isVoter(transferee)) {
            transferee = 0;
        }
        // A smaller quorum may hold more already, and may have confirmed more reads.
        maybeCommit();
        answerConfirmedReads();
        replicator.broadcast();
    }

    @Override
    public void forEachProgress(Consumer<Progress> action) {
        tracker.forEach(action);
    }
}
