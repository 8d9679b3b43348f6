package kv.raft.core;

import java.util.List;
import java.util.function.Consumer;
import kv.raft.confchange.Changer;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfState;
import kv.raft.model.Context;
import kv.raft.model.Entry;
import kv.raft.model.HardState;
import kv.raft.model.InvariantError;
import kv.raft.model.LogStorage;
import kv.raft.model.LogStorage.InitialState;
import kv.raft.model.Message;
import kv.raft.model.Message.Answer;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.FromLeader;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.Message.PreVote;
import kv.raft.model.Message.PreVoteResponse;
import kv.raft.model.Message.Propose;
import kv.raft.model.Message.ReadIndex;
import kv.raft.model.Message.TermMessage;
import kv.raft.model.Message.TimeoutNow;
import kv.raft.model.Message.Vote;
import kv.raft.model.Outcome;
import kv.raft.model.Payload;
import kv.raft.model.Proposal;
import kv.raft.model.RaftConfig;
import kv.raft.model.Ready;
import kv.raft.model.Ready.HardStateChange;
import kv.raft.model.Ready.Persist;
import kv.raft.model.SnapshotMeta;
import kv.raft.model.SoftState;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.quorum.JointConfig;
import kv.raft.tracker.Progress;

/// The member as a whole: its term, vote, membership and role, the rules that hold in every role
/// (Raft §5.1), and the making of [Ready]. Confined to the raft thread.
///
/// - The term never falls, and within a term the vote is given once.
/// - The role object is made anew at each change of role; nothing of an earlier one survives in it.
/// - `membership` is the one of the newest applied change, so what is merely committed does not
///   count yet (thesis §4.1 would use it when appended; etcd, whose log this is, when applied).
public final class Raft {

    private final RaftConfig config;
    private final RaftLog log;
    private final Outbox outbox;
    private final PendingWrites writes;
    private final ElectionTimer timer;
    private final Elector elector = new Elector(this);
    private ConfState membership;
    private JointConfig voters;
    private Role role;
    private long term;
    private long vote;
    private long lead;

    /// A member as its storage left it, following nobody.
    public Raft(RaftConfig config, LogStorage storage, long applied) {
        this.config = config;
        InitialState initial = storage.initialState();
        HardState hard = initial.hardState();
        this.log = new RaftLog(storage, hard.commit(), applied, config.limits().applyingBytes());
        this.outbox = new Outbox(hard, new SoftState(0, RoleKind.FOLLOWER));
        this.writes = new PendingWrites(hard);
        this.timer = new ElectionTimer(config.election().timeoutTicks(), config.random());
        this.membership = initial.confState();
        this.voters = JointConfig.of(membership);
        this.term = hard.term();
        this.vote = hard.vote();
        this.role = new Follower(this);
    }

    public long id() {
        return config.id();
    }

    public long term() {
        return term;
    }

    long vote() {
        return vote;
    }

    long lead() {
        return lead;
    }

    RaftConfig config() {
        return config;
    }

    RaftLog log() {
        return log;
    }

    Outbox outbox() {
        return outbox;
    }

    ElectionTimer timer() {
        return timer;
    }

    Elector elector() {
        return elector;
    }

    JointConfig voters() {
        return voters;
    }

    /// The membership in force.
    public ConfState membership() {
        return membership;
    }

    /// Whether the present term and the vote given in it are on disk.
    boolean isVoteDurable() {
        return writes.isDurable(term, vote);
    }

    /// A leader of this term was heard.
    void hearLeader(long from) {
        InvariantError.check(lead == 0 || lead == from, "two leaders in one term");
        timer.restart();
        lead = from;
    }

    /// Vote for a candidate of this term, and give it the time to win.
    void giveVote(long candidate) {
        vote = candidate;
        timer.restart();
    }

    /// Take a leader's entries, which continue the log.
    void merge(List<Entry> entries) {
        long changed = log.merge(entries);
        if (changed > 0) {
            writes.cutFrom(changed);
        }
    }

    /// Put a snapshot in place of the log and the membership.
    void restore(SnapshotMeta meta) {
        log.restore(meta);
        writes.cutFrom(meta.index() + 1);
        membership = meta.confState();
        voters = JointConfig.of(membership);
    }

    /// Send something that reveals nothing but the term, and that not before it is on disk.
    void sendOnceTermIsDurable(Message message) {
        if (writes.isTermDurable(term)) {
            outbox.send(message);
        } else {
            outbox.sendAfterPersist(message);
        }
    }

    /// Follow a leader of this term, or nobody yet (0).
    Role becomeFollower(long newTerm, long leader) {
        enterTerm(newTerm);
        lead = leader;
        timer.redraw();
        role = new Follower(this);
        return role;
    }

    /// Ask first whether a campaign would succeed.
    void becomePreCandidate() {
        lead = 0;
        timer.redraw();
        PreCandidate candidate = new PreCandidate(this);
        role = candidate;
        candidate.ask();
    }

    /// Campaign in the next term.
    void becomeCandidate(boolean transfer) {
        enterTerm(term + 1);
        vote = id();
        lead = 0;
        timer.redraw();
        Candidate candidate = new Candidate(this);
        role = candidate;
        candidate.ask(transfer);
    }

    /// Lead the present term, which a quorum has granted.
    void becomeLeader() {
        lead = id();
        timer.redraw();
        Leader leader = new Leader(this);
        role = leader;
        leader.begin();
    }

    private void enterTerm(long newTerm) {
        InvariantError.check(Long.compareUnsigned(newTerm, term) >= 0, "the term never falls");
        if (newTerm != term) {
            term = newTerm;
            vote = 0;
        }
    }

    /// The inputs and outputs from here on are those of `kv.raft.RaftNode`, which says what each
    /// means.
    public void campaign() {
        if (role.kind() != RoleKind.LEADER) {
            elector.campaign();
        }
    }

    public void tick() {
        timer.tick();
        role.tick();
    }

    public Outcome propose(List<? extends Payload> payloads) {
        return role.proposeCommands(payloads);
    }

    public Outcome propose(Proposal proposal) {
        return role.propose(List.of(proposal), id());
    }

    public boolean readIndex(long context) {
        return role.readIndex(id(), Context.ofLong(context));
    }

    public boolean transferLeadership(long to) {
        return role.transferLeadership(to);
    }

    public void resign() {
        if (role.kind() == RoleKind.LEADER) {
            becomeFollower(term, 0);
        }
    }

    public void forgetLeader() {
        if (role.kind() == RoleKind.FOLLOWER) {
            lead = 0;
        }
    }

    public void reportUnreachable(long peer) {
        role.reportUnreachable(peer);
    }

    public void reportSnapshot(long peer, boolean arrived) {
        role.reportSnapshot(peer, arrived);
    }

    public void entriesLoaded() {
        log.loaded();
        role.entriesLoaded();
    }

    public void persisted(long sequence) {
        PendingWrites.Write write = writes.pollUpTo(sequence);
        while (write != null) {
            if (write.snapshotIndex() > 0) {
                log.snapshotStable(write.snapshotIndex());
            }
            log.stableTo(write.lastIndex());
            write = writes.pollUpTo(sequence);
        }
        role.persisted();
    }

    public void applied(long index) {
        log.appliedTo(index);
        elector.applied();
        role.applied();
    }

    /// What lies before a snapshot that was taken meanwhile is part of it already, and its
    /// membership is in force.
    public ConfState applyConfChange(ConfChange change) {
        if (!log.isBehindSnapshot()) {
            membership = Changer.apply(membership, change);
            voters = JointConfig.of(membership);
            role.membershipChanged();
        }
        return membership;
    }

    /// Take a message. The term decides first (Raft §5.1): a newer one makes a follower of
    /// everybody, an older one is not listened to.
    public void step(Message message) {
        if (message.to() != id()) {
            return;
        }
        switch (message) {
            case Propose propose -> role.propose(propose.proposals(), propose.from());
            case ReadIndex question -> role.readIndex(question.from(), question.context());
            case PreVote request -> elector.answer(request);
            case TermMessage inTerm -> stepInTerm(inTerm);
        }
    }

    private void stepInTerm(TermMessage message) {
        if (message instanceof Answer && !membership.contains(message.from())) {
            return;
        }
        int age = Long.compareUnsigned(message.term(), term);
        if (age < 0) {
            answerOlderTerm(message);
        } else if (age == 0) {
            route(message);
        } else if (message instanceof PreVoteResponse response && !response.rejected()) {
            role.answer(response);
        } else if (!(message instanceof Vote request && elector.isDisturbedBy(request))) {
            becomeFollower(message.term(), message instanceof FromLeader ? message.from() : 0);
            route(message);
        }
    }

    private void route(TermMessage message) {
        switch (message) {
            case Append append -> role.append(append);
            case Heartbeat heartbeat -> role.heartbeat(heartbeat);
            case InstallSnapshot snapshot -> role.installSnapshot(snapshot);
            case Vote request -> elector.answer(request);
            case TimeoutNow _ -> role.timeoutNow();
            case Answer answer -> role.answer(answer);
        }
    }

    /// A leader of an older term must learn that it is over, or it would send for ever to a member
    /// that cannot win an election either, since the others listen to that leader.
    private void answerOlderTerm(TermMessage message) {
        boolean guarded = config.election().checkQuorum() || config.election().preVote();
        if (guarded && message instanceof FromLeader) {
            sendOnceTermIsDurable(AppendResponse.accept(message.from(), id(), term, 0));
        }
    }

    public boolean hasReady() {
        return !outbox.isEmpty() || log.hasUnwritten() || log.hasCommitted()
                || outbox.isNews(lead, role.kind())
                || outbox.change(term, vote, log.commit()) != HardStateChange.NONE;
    }

    public Ready ready() {
        Persist persist = takePersist();
        SoftState soft = outbox.tell(lead, role.kind());
        return new Ready(soft, persist, outbox.takeNow(), log.takeCommitted(),
                outbox.takeReads(), outbox.takeLosses());
    }

    private Persist takePersist() {
        HardStateChange change = outbox.change(term, vote, log.commit());
        HardState hard = outbox.tell(term, vote, log.commit());
        SnapshotMeta snapshot = log.takeSnapshot();
        List<Entry> entries = log.takeEntries();
        List<Message> messages = outbox.takeAfterPersist();
        boolean empty = change == HardStateChange.NONE && snapshot.isNone()
                && entries.isEmpty() && messages.isEmpty();
        long last = entries.isEmpty() ? 0 : entries.getLast().index();
        long sequence = empty ? writes.sequence() : writes.add(hard, snapshot.index(), last);
        return new Persist(sequence, change, hard, snapshot, entries, messages);
    }

    public SoftState softState() {
        return new SoftState(lead, role.kind());
    }

    public HardState hardState() {
        return new HardState(term, vote, log.commit());
    }

    public long firstIndex() {
        return log.firstIndex();
    }

    public long lastIndex() {
        return log.lastIndex();
    }

    public long durableIndex() {
        return log.durableIndex();
    }

    public long appliedIndex() {
        return log.applied();
    }

    /// The progress of each member if this one leads, else of nobody.
    public void forEachProgress(Consumer<Progress> action) {
        role.forEachProgress(action);
    }
}
