package kv.server.command;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import kv.api.KvException;

/// A command and whoever waits for its effect. Answered once, whoever comes first: apply, the
/// deadline, or shutdown. Run on its loop, it tells the waiter.
public final class Proposal implements Runnable {

    private final long id;
    private final CommandPayload payload;
    private final long startNs;
    private final long deadlineNs;
    private final Executor loop;
    private final Waiter waiter;
    private final AtomicBoolean answered = new AtomicBoolean();
    private long leaderTerm;
    private long handedTerm;
    private Object result;
    private KvException refusal;

    /// @param id the request id in the command's header
    /// @param startNs when the request came, on the clock's scale
    /// @param deadlineNs when it is given up
    /// @param loop where `waiter` is called
    public Proposal(
            long id,
            CommandPayload payload,
            long startNs,
            long deadlineNs,
            Executor loop,
            Waiter waiter) {
        this.id = id;
        this.payload = payload;
        this.startNs = startNs;
        this.deadlineNs = deadlineNs;
        this.loop = loop;
        this.waiter = waiter;
    }

    /// Before it is handed over: lets it into the log only while this member leads in that term.
    public void bindTo(long term) {
        leaderTerm = term;
    }

    /// The term that it is bound to, 0 for none.
    public long leaderTerm() {
        return leaderTerm;
    }

    /// On kvd-raft: the core has it, in that term.
    public void handOver(long term) {
        handedTerm = term;
    }

    /// On kvd-raft: the term in which the core got it, 0 while it waits for a leader.
    public long handedTerm() {
        return handedTerm;
    }

    /// The request id.
    public long id() {
        return id;
    }

    /// What goes into the log.
    public CommandPayload payload() {
        return payload;
    }

    /// When the request came.
    public long startNs() {
        return startNs;
    }

    /// When it is given up.
    public long deadlineNs() {
        return deadlineNs;
    }

    /// Where it is run.
    public Executor loop() {
        return loop;
    }

    /// The command took effect; whoever claimed the proposal says so, then has it run.
    public void succeed(Object outcome) {
        result = outcome;
    }

    /// The command was refused; whoever claimed the proposal says so, then has it run.
    public void refuse(KvException reason) {
        refusal = reason;
    }

    @Override
    public void run() {
        if (refusal != null) {
            waiter.refused(refusal);
        } else {
            waiter.applied(result);
        }
    }

    /// Claims the right to answer.
    ///
    /// @return true for the first caller alone
    public boolean claim() {
        return answered.compareAndSet(false, true);
    }

    /// True once somebody has claimed it.
    public boolean answered() {
        return answered.get();
    }

    /// Receives the outcome on the proposal's loop.
    public interface Waiter {

        /// Nobody waits.
        Waiter NOBODY = new Waiter() {
            @Override
            public void applied(Object result) {
                // as it should be
            }

            @Override
            public void refused(KvException refusal) {
                // whoever needs it will propose it again
            }
        };

        /// The command took effect.
        ///
        /// @param result what apply returned for this kind of command
        void applied(Object result);

        /// The command was refused, or nobody knows what became of it.
        void refused(KvException refusal);
    }
}
