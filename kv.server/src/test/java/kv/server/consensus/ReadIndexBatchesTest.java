package kv.server.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import kv.api.KvException;
import kv.raft.model.ReadState;
import org.junit.jupiter.api.Test;

class ReadIndexBatchesTest {

    private static final long RETRY_NS = 100;

    private final ReadIndexBatches batches = new ReadIndexBatches(RETRY_NS, 0);
    private final List<Long> asked = new ArrayList<>();

    private record Read(long deadlineNs) implements ReadRequest {

        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public void run() {
            // served
        }

        @Override
        public void refuse(KvException refusal) {
            // given up
        }
    }

    private void ask(long nowNs) {
        batches.ask(nowNs, asked::add);
    }

    @Test
    void aReadNeverJoinsAQuestionAlreadyAsked() {
        Read first = new Read(1_000);
        Read late = new Read(1_000);
        batches.join(first);
        ask(0);
        batches.join(late);
        ask(1);

        assertEquals(new ReadBatch(7, List.of(first)), batches.answered(new ReadState(7, 1)));
        ask(2);
        assertEquals(new ReadBatch(9, List.of(late)), batches.answered(new ReadState(9, 2)));
    }

    @Test
    void anOverdueQuestionIsAskedAgainAndItsOldAnswerIgnored() {
        batches.join(new Read(1_000));
        ask(0);
        ask(RETRY_NS);

        assertEquals(List.of(1L, 2L), asked);
        assertNull(batches.answered(new ReadState(7, 1)));
        assertEquals(1, batches.answered(new ReadState(8, 2)).readers().size());
    }

    @Test
    void withoutALeaderReadsWaitAndExpire() {
        batches.join(new Read(10));
        batches.ask(0, context -> false);
        List<ReadRequest> expired = new ArrayList<>();
        batches.expire(5, expired::add);
        assertEquals(0, expired.size());
        batches.expire(10, expired::add);
        assertEquals(1, expired.size());
    }
}
