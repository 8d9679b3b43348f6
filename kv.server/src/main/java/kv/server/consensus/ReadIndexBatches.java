package kv.server.consensus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import kv.raft.model.ReadState;

/// Gathers linearizable reads into read-index questions (thesis §6.4). A read joins the next
/// question, never one already asked: the answer to that may be older than a write that was
/// acknowledged before the read came. One question is out at a time, and asked again when its
/// answer is overdue. Confined to kvd-raft.
final class ReadIndexBatches {

    private final long retryNs;
    private List<ReadRequest> joining = new ArrayList<>();
    private List<ReadRequest> asked = List.of();
    private long context;
    private long askedNs;

    /// @param retryNs when an unanswered question is asked again
    /// @param firstContext the number before that of the first question
    ReadIndexBatches(long retryNs, long firstContext) {
        this.retryNs = retryNs;
        this.context = firstContext;
    }

    /// A read for the next question.
    void join(ReadRequest read) {
        joining.add(read);
    }

    /// Asks if there is something to ask and nothing under way, or an answer is overdue.
    ///
    /// @param question asks with a context; false when no leader is known
    /// @return true when an answer is overdue
    boolean ask(long nowNs, LongPredicate question) {
        boolean overdue = !asked.isEmpty() && nowNs - askedNs >= retryNs;
        if (asked.isEmpty() && !joining.isEmpty()) {
            asked = joining;
            joining = new ArrayList<>();
        } else if (!overdue) {
            return false;
        }
        context++;
        askedNs = nowNs;
        if (!question.test(context)) {
            asked.addAll(joining);
            joining = asked;
            asked = List.of();
        }
        return overdue;
    }

    /// Another member leads: whoever was asked will not answer.
    void askAgain(long nowNs) {
        askedNs = nowNs - retryNs;
    }

    /// The batch that an answer belongs to, or null if it answers a question given up.
    ReadBatch answered(ReadState answer) {
        if (answer.context() != context || asked.isEmpty()) {
            return null;
        }
        ReadBatch batch = new ReadBatch(answer.index(), asked);
        asked = List.of();
        return batch;
    }

    /// Takes out readers whose time is over.
    void expire(long nowNs, Consumer<ReadRequest> expired) {
        expire(joining, nowNs, expired);
        if (!asked.isEmpty()) {
            expire(asked, nowNs, expired);
        }
    }

    /// Takes out all readers.
    void drain(Consumer<ReadRequest> reader) {
        joining.forEach(reader);
        asked.forEach(reader);
        joining = new ArrayList<>();
        asked = List.of();
    }

    private static void expire(
            List<ReadRequest> reads, long nowNs, Consumer<ReadRequest> expired) {
        for (Iterator<ReadRequest> i = reads.iterator(); i.hasNext();) {
            ReadRequest read = i.next();
            if (read.deadlineNs() - nowNs <= 0) {
                i.remove();
                expired.accept(read);
            }
        }
    }
}
