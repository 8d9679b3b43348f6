package kv.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.raft.RaftNode;
import kv.raft.model.ConfState;
import kv.raft.model.Context;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.EntryKind;
import kv.raft.model.HardState;
import kv.raft.model.LogStorage.InitialState;
import kv.raft.model.Message;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.HeartbeatResponse;
import kv.raft.model.Message.TimeoutNow;
import kv.raft.model.Message.VoteResponse;
import kv.raft.model.Payload;
import kv.raft.model.RaftConfig;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;
import kv.server.command.Admission;
import kv.server.command.ProposalRegistry;
import kv.server.loop.Wakeup;
import org.junit.jupiter.api.Test;

/// Member 1 on its raft loop, with a disk that does what the test says; the other members are
/// played by the test.
class RaftLoopTest {

    private static final long TICK_NS = 100;
    private static final int ELECTION_TICKS = 10;

    private final Outside outside = new Outside();
    private RaftLoop loop;
    private long nowNs = 1;

    @Test
    void aLeaderWhoseDiskStallsHandsOver() {
        lead(1, 2, 3);
        outside.diskWorks = false;
        loop.tell(new RaftEvent.Received(
                AppendResponse.accept(1, 2, 1, 1), RaftLoopTest::nothing));
        stall(ELECTION_TICKS - 1);
        assertTrue(outside.sent(TimeoutNow.class).isEmpty());
        stall(2);
        assertEquals(List.of(new TimeoutNow(2, 1, 1)), outside.sent(TimeoutNow.class));
        assertTrue(loop.view().leads(), "it waits for the other to take over");
    }

    @Test
    void aLeaderWhoseDiskStallsGivesUpWhenHandingOverFails() {
        lead(1, 2, 3);
        outside.diskWorks = false;
        loop.tell(new RaftEvent.Received(
                AppendResponse.accept(1, 2, 1, 1), RaftLoopTest::nothing));
        stall(2 * ELECTION_TICKS + 1);
        assertFalse(loop.view().leads());
    }

    @Test
    void aSoleVoterLeadsThroughAStallSinceNobodyElseCould() {
        lead(1);
        outside.diskWorks = false;
        stall(5 * ELECTION_TICKS);
        assertTrue(loop.view().leads());
    }

    @Test
    void nothingIsAcknowledgedBeforeItsWriteIsDurable() {
        begin(1, 2, 3);
        outside.diskWorks = false;
        loop.tell(new RaftEvent.Received(new Append(1, 2, 1, EntryId.ZERO,
                List.of(new Entry(1, 1, EntryKind.NORMAL, Payload.EMPTY)), 0),
                RaftLoopTest::nothing));
        turn();
        assertTrue(outside.sent(AppendResponse.class).isEmpty());
        outside.diskWorks = true;
        outside.report(loop);
        turn();
        assertEquals(List.of(AppendResponse.accept(2, 1, 1, 1)),
                outside.sent(AppendResponse.class));
    }

    @Test
    void aReadWaitsForAMajorityThatWasAskedAfterItCame() {
        lead(1, 2, 3);
        loop.tell(new RaftEvent.Received(
                AppendResponse.accept(1, 2, 1, 1), RaftLoopTest::nothing));
        turn();
        loop.tell(new RaftEvent.Received(
                new HeartbeatResponse(1, 2, 1, Context.EMPTY), RaftLoopTest::nothing));
        loop.read(new Read());
        turn();
        assertTrue(outside.confirmed.isEmpty(), "the answer is older than the read");
        Context question = outside.sent(Heartbeat.class).getLast().context();
        loop.tell(new RaftEvent.Received(
                new HeartbeatResponse(1, 2, 1, question), RaftLoopTest::nothing));
        turn();
        assertEquals(1, outside.confirmed.size());
        assertEquals(1, outside.confirmed.getFirst().index());
    }

    private static void nothing() {
        // nobody counts what is taken
    }

    private void begin(long... voters) {
        LogTail log = new LogTail(
                new InitialState(HardState.EMPTY, ConfState.ofVoters(voters)),
                SnapshotMeta.NONE, List.of(), 1 << 20);
        RaftNode node = new RaftNode(RaftConfig.of(1, bound -> 0), log, 0);
        RaftTiming timing =
                new RaftTiming(TICK_NS, ELECTION_TICKS, 1000 * TICK_NS, true, 100, 0);
        loop = new RaftLoop(node, log, timing, outside,
                new ProposalRegistry(new Admission(1 << 20)), Wakeup.NONE);
        loop.doWork(nowNs);
    }

    /// Leads term 1, with its first entry on the disk and not yet anywhere else.
    private void lead(long... voters) {
        begin(voters);
        loop.onStart();
        turn();
        for (long voter : voters) {
            if (voter != 1) {
                loop.tell(new RaftEvent.Received(new Message.PreVoteResponse(1, voter, 1, false),
                        RaftLoopTest::nothing));
                turn();
                loop.tell(new RaftEvent.Received(
                        new VoteResponse(1, voter, 1, false), RaftLoopTest::nothing));
                turn();
            }
        }
        turn();
        assertTrue(loop.view().leads());
    }

    /// Ticks in which the disk owes a write, and member 2 answers every heartbeat.
    private void stall(int ticks) {
        for (int i = 0; i < ticks; i++) {
            nowNs += TICK_NS;
            loop.doWork(nowNs);
            loop.tell(new RaftEvent.Received(
                    new HeartbeatResponse(1, 2, 1, Context.EMPTY), RaftLoopTest::nothing));
            turn();
        }
    }

    private void turn() {
        while (loop.doWork(nowNs) > 0) {
            outside.report(loop);
        }
    }

    private static final class Read implements ReadRequest {

        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public long deadlineNs() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run() {
            // served by the apply loop
        }

        @Override
        public void refuse(KvException refusal) {
            throw new AssertionError(refusal);
        }
    }

    /// Takes down what the loop wants done.
    private static final class Outside implements RaftOutputs {

        private final List<Message> sent = new ArrayList<>();
        private final List<ReadBatch> confirmed = new ArrayList<>();
        private boolean diskWorks = true;
        private long written;
        private long reported;

        /// What was written is durable, if the disk works.
        void report(RaftLoop loop) {
            if (diskWorks && written > reported) {
                reported = written;
                loop.tell(new RaftEvent.Persisted(written));
            }
        }

        <M extends Message> List<M> sent(Class<M> kind) {
            return sent.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        @Override
        public void write(Ready.Persist write) {
            written = write.sequence();
        }

        @Override
        public void apply(List<Entry> committed) {
            // nobody waits for it
        }

        @Override
        public void confirmed(ReadBatch batch) {
            confirmed.add(batch);
        }

        @Override
        public void mark(SnapshotMeta at, long releaseBelow) {
            throw new AssertionError("nothing is cut");
        }

        @Override
        public void install(SnapshotMeta snapshot) {
            throw new AssertionError("no snapshot came");
        }

        @Override
        public void ignore(SnapshotMeta snapshot) {
            throw new AssertionError("no snapshot came");
        }

        @Override
        public void load(LogTail.Wanted wanted) {
            throw new AssertionError("everything is in memory");
        }

        @Override
        public void send(List<Message> messages) {
            sent.addAll(messages);
        }

        @Override
        public void refused(Ready.LogLoss loss) {
            throw new AssertionError(loss);
        }

        @Override
        public boolean reaches(long id) {
            return true;
        }

        @Override
        public ErrorCode timeout(long startNs) {
            return ErrorCode.TIMEOUT;
        }
    }
}
