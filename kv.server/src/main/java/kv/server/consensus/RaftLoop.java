package kv.server.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.raft.RaftNode;
import kv.raft.Status;
import kv.raft.model.Entry;
import kv.raft.model.HardState;
import kv.raft.model.Message;
import kv.raft.model.Outcome;
import kv.raft.model.Payload;
import kv.raft.model.ReadState;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;
import kv.server.command.Proposal;
import kv.server.command.ProposalRegistry;
import kv.server.log.Log;
import kv.server.loop.Loop;
import kv.server.loop.Mailbox;
import kv.server.loop.Outbox;
import kv.server.loop.Wakeup;

/// The owner of the consensus: gives the node its ticks, proposals and reports, and hands on what
/// it wants done. Its state is confined to `kvd-raft`; what others may see is published in
/// [#news()].
///
/// One turn takes what has come in and lets the node speak until it is silent, so that a turn's
/// proposals share one write and one sync, and a turn's reads one question.
public final class RaftLoop implements Loop {

    private static final Log LOG = Log.of(RaftLoop.class);
    private static final int MAX_PROPOSALS = 4096;
    private static final long MAX_BATCH_BYTES = 8L << 20;
    private static final int MAX_EVENTS = 1024;
    private static final long MAX_CATCH_UP = 1_000_000;

    private final RaftNode node;
    private final LogTail log;
    private final RaftTiming timing;
    private final RaftOutputs outputs;
    private final WaitingProposals waiting;
    private final Mailbox<Proposal> proposals;
    private final Mailbox<ReadRequest> reads;
    private final Mailbox<RaftEvent> events;
    private final ReadIndexBatches readIndex;
    private final Outbox outbox = new Outbox();
    private final LogWrites writes;
    private final ArrayList<Proposal> batch = new ArrayList<>();
    private final ArrayList<Payload> payloads = new ArrayList<>();
    private long nextTickNs;
    private final RaftNews news = new RaftNews();
    private final ConfChangeQueue confChanges = new ConfChangeQueue();
    private final LeaderMoves moves = new LeaderMoves();

    /// @param node the machine, not yet asked for anything
    /// @param log what the node reads from; fed here with what has become durable
    /// @param registry where proposals wait for their entries
    /// @param wakeup calls this loop's thread
    public RaftLoop(
            RaftNode node,
            LogTail log,
            RaftTiming timing,
            RaftOutputs outputs,
            ProposalRegistry registry,
            Wakeup wakeup) {
        this.node = node;
        this.log = log;
        this.timing = timing;
        this.outputs = outputs;
        this.writes = new LogWrites(outputs::write);
        this.waiting = new WaitingProposals(registry, outputs::timeout);
        this.proposals = new Mailbox<>(wakeup);
        this.reads = new Mailbox<>(wakeup);
        this.events = new Mailbox<>(wakeup);
        this.readIndex = new ReadIndexBatches(
                timing.readRetryNs(), timing.firstReadContext());
    }

    /// Any thread: a command that waits in the registry.
    public void propose(Proposal proposal) {
        proposals.put(proposal);
    }

    /// Any thread: a read that must be linearizable.
    public void read(ReadRequest read) {
        reads.put(read);
    }

    /// Any thread: news from another loop.
    public void tell(RaftEvent event) {
        events.put(event);
    }

    /// Any thread: term, leader and role.
    public RaftView view() {
        return news.view();
    }

    /// Any thread: the newest entry known to be committed.
    public long commitIndex() {
        return news.commitIndex();
    }

    /// Any thread: what else is known of leaders.
    public RaftNews news() {
        return news;
    }

    /// Whether the member campaigns at once, since nobody else could lead.
    public boolean campaignsAtStart() {
        return timing.campaignAtStart();
    }

    @Override
    public String roleName() {
        return "kvd-raft";
    }

    @Override
    public void onStart() {
        if (timing.campaignAtStart()) {
            node.campaign();
        }
    }

    @Override
    public int doWork(long nowNs) {
        int work = tickIfDue(nowNs);
        work += events.drain(MAX_EVENTS, this::take);
        confChanges.offer(node);
        work += proposeBatch();
        work += reads.drain(MAX_PROPOSALS, readIndex::join);
        if (readIndex.ask(nowNs, node::readIndex)) {
            news.readAskedAgain();
        }
        work += speak();
        readBack();
        if (news.takeNewLeader(nowNs)) {
            readIndex.askAgain(nowNs);
        }
        moves.look(nowNs, news.view(), outbox);
        outbox.flush();
        return work;
    }

    @Override
    public long nextDeadlineNs() {
        return nextTickNs;
    }

    @Override
    public void onClose() {
        writes.handOnHeldCommit();
        waiting.takeAll().forEach(p -> refuse(p, ErrorCode.STOPPED));
        moves.abandon(outbox);
        reads.drain(Integer.MAX_VALUE, readIndex::join);
        readIndex.drain(read -> refuse(read, ErrorCode.STOPPED));
        outbox.flush();
    }

    private int tickIfDue(long nowNs) {
        if (nextTickNs == 0) {
            nextTickNs = nowNs + timing.tickNs();
            return 0;
        }
        if (nowNs - nextTickNs < 0) {
            return 0;
        }
        node.tick();
        nextTickNs = Math.max(nextTickNs + timing.tickNs(), nowNs);
        writes.handOnHeldCommit();
        giveWayIfStalled(writes.tick());
        waiting.tick(nowNs, proposal -> {
            news.proposalFailed();
            outbox.add(proposal.loop(), proposal);
        });
        readIndex.expire(nowNs, read -> {
            news.readFailed();
            refuse(read, ErrorCode.TIMEOUT);
        });
        return 1;
    }

    /// A leader whose disk stalls for an election timeout applies nothing and answers nobody, while
    /// the others take it for alive. It hands over to one of them, and if that fails, too, it leads
    /// no longer all the same; unless nobody else could.
    private void giveWayIfStalled(int ticks) {
        int limit = timing.electionTicks();
        if (ticks < limit || node.leadingTerm() == 0) {
            return;
        }
        Status status = node.status();
        long heir = LeaderMoves.heir(status);
        if (ticks == limit && heir != 0 && node.transferLeadership(heir)) {
            LOG.warn("handing over leadership, since the log's disk stalls",
                    "ticks", ticks, "transferee-member-id", Long.toHexString(heir));
        } else if ((ticks >= 2 * limit || heir == 0) && status.confState().voters().size() > 1) {
            LOG.warn("gave up leadership, since the log's disk stalls", "ticks", ticks);
            node.resign();
        }
    }

    private void take(RaftEvent event) {
        switch (event) {
            case RaftEvent.Persisted(long sequence) -> persisted(sequence);
            case RaftEvent.Applied(long index) -> {
                node.applied(index);
                log.applied(index);
                waiting.applied(log.term(index));
            }
            case RaftEvent.ConfChanged changed -> node.applyConfChange(changed.change());
            case RaftEvent.ProposeConfChange change -> confChanges.add(change);
            case RaftEvent.Synced(SnapshotMeta at) -> cutLog(at);
            case RaftEvent.Received(Message message, Runnable taken) -> {
                node.step(message);
                taken.run();
                if (message instanceof Message.InstallSnapshot snapshot) {
                    judge(snapshot.snapshot());
                }
            }
            case RaftEvent.Installed(SnapshotMeta snapshot) -> installed(snapshot);
            case RaftEvent.Unreachable(long peer) -> node.reportUnreachable(peer);
            case RaftEvent.SnapshotSent(long peer, boolean arrived) ->
                    node.reportSnapshot(peer, arrived);
            case RaftEvent.AdvanceTicks(int ticks) -> advance(ticks);
            case RaftEvent.MoveLeader move -> moves.begin(move, node);
            case RaftEvent.Loaded(List<Entry> entries) -> {
                log.loaded(entries);
                node.entriesLoaded();
            }
            case RaftEvent.Inspect(Consumer<Status> answer) -> answer.accept(node.status());
        }
    }

    private void readBack() {
        LogTail.Wanted wanted = log.takeWanted();
        if (wanted != null) {
            outputs.load(wanted);
        }
    }

    private void advance(int ticks) {
        for (int i = 0; i < ticks; i++) {
            node.tick();
        }
    }

    /// The entries are made readable before the node hears that they are durable. A snapshot holds
    /// up all that comes after it until the state machine has it.
    private void persisted(long sequence) {
        writes.durable(sequence);
        Ready.Persist next = writes.peekDurable();
        while (next != null) {
            if (next.snapshot().isNone()) {
                written(writes.finish());
            } else {
                writes.install();
                outputs.install(next.snapshot());
            }
            next = writes.peekDurable();
        }
    }

    private void written(Ready.Persist written) {
        log.append(written.entries());
        node.persisted(written.sequence());
        send(written.messages());
    }

    private void installed(SnapshotMeta snapshot) {
        log.beginAnew(snapshot);
        outputs.mark(snapshot, snapshot.index());
        Ready.Persist write = writes.finish();
        written(write);
        node.applied(snapshot.index());
        persisted(write.sequence());
    }

    /// The node says at once whether it takes a snapshot.
    private void judge(SnapshotMeta snapshot) {
        speak();
        if (!writes.holds(snapshot)) {
            outputs.ignore(snapshot);
        }
    }

    /// A leader keeps what a living member lacks, or one that is sent a snapshot, up to a limit.
    private long keepAfter(long index, Status status) {
        long slowest = status.peers().stream()
                .filter(peer -> peer.recentActive() || peer.flow() == Status.Flow.SNAPSHOT)
                .mapToLong(peer -> peer.flow() == Status.Flow.SNAPSHOT
                        ? peer.next() - 1 : peer.match())
                .min().orElse(index);
        return Math.max(index - MAX_CATCH_UP,
                Math.min(index - timing.catchUpEntries(), slowest));
    }

    private void cutLog(SnapshotMeta at) {
        if (at.index() < log.firstIndex()) {
            return;
        }
        long keepAfter = keepAfter(at.index(), node.status());
        outputs.mark(at, keepAfter);
        if (keepAfter >= log.firstIndex()) {
            log.compact(new SnapshotMeta(keepAfter, log.term(keepAfter), at.confState()));
        }
    }

    /// Proposals that found no leader, or one that is out of reach, stay in the batch and are
    /// offered again once there is another.
    private int proposeBatch() {
        if (!batch.isEmpty() && !news.view().hasLeader()) {
            return 0;
        }
        batch.removeIf(Proposal::answered);
        fillBatch();
        batch.removeIf(this::refuseDeposed);
        if (batch.isEmpty() || !leaderInReach()) {
            return 0;
        }
        int taken = batch.size();
        payloads.clear();
        for (Proposal proposal : batch) {
            payloads.add(proposal.payload());
        }
        settle(node.propose(payloads));
        return batch.isEmpty() ? taken : 0;
    }

    private boolean leaderInReach() {
        RaftView view = news.view();
        return view.leads() || !view.hasLeader() || outputs.reaches(view.leader());
    }

    private void fillBatch() {
        long bytes = 0;
        while (batch.size() < MAX_PROPOSALS && bytes < MAX_BATCH_BYTES) {
            Proposal next = proposals.poll();
            if (next == null) {
                return;
            }
            batch.add(next);
            bytes += next.payload().sizeBytes();
        }
    }

    /// What was meant for a term that this member no longer leads in.
    private boolean refuseDeposed(Proposal proposal) {
        if (proposal.leaderTerm() == 0 || proposal.leaderTerm() == node.leadingTerm()) {
            return false;
        }
        if (waiting.take(proposal)) {
            refuse(proposal, ErrorCode.LEADER_CHANGED);
        }
        return true;
    }

    private void settle(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _, Outcome.Forwarded _ -> handedOver();
            case Outcome.Dropped(Outcome.Reason reason) -> {
                switch (reason) {
                    case NO_LEADER, LEADER_TRANSFER -> { }
                    case UNCOMMITTED_LIMIT -> refuseBatch(ErrorCode.TOO_MANY_REQUESTS);
                    case CONF_CHANGE_PENDING -> refuseBatch(ErrorCode.STOPPED);
                }
            }
        }
    }

    private void handedOver() {
        long term = node.term();
        batch.forEach(proposal -> proposal.handOver(term));
        batch.clear();
    }

    /// Lets the node speak until it is silent.
    private int speak() {
        int spoken = 0;
        while (node.hasReady()) {
            carryOut(node.ready());
            spoken++;
        }
        return spoken;
    }

    private void carryOut(Ready ready) {
        Ready.Persist write = ready.persist();
        news.observe(ready.softState(), write.hardState());
        send(ready.messages());
        writes.add(write);
        if (!ready.committed().isEmpty()) {
            outputs.apply(ready.committed());
        }
        for (ReadState state : ready.readStates()) {
            ReadBatch batch = readIndex.answered(state);
            if (batch != null) {
                outputs.confirmed(batch);
            }
        }
        ready.losses().forEach(outputs::refused);
    }

    private void send(List<Message> messages) {
        if (!messages.isEmpty()) {
            outputs.send(messages);
        }
    }

    private void refuseBatch(ErrorCode reason) {
        for (Proposal proposal : batch) {
            if (waiting.take(proposal)) {
                refuse(proposal, reason);
            }
        }
        batch.clear();
    }

    private void refuse(Proposal proposal, ErrorCode reason) {
        proposal.refuse(new KvException(reason));
        outbox.add(proposal.loop(), proposal);
    }

    private void refuse(ReadRequest read, ErrorCode reason) {
        KvException refusal = new KvException(reason);
        outbox.add(read.loop(), () -> read.refuse(refusal));
    }
}
