package kv.server.snapshot.install;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.spi.storage.StorageEngine;
import kv.server.loop.Clock;
import kv.server.loop.Loop;
import kv.server.loop.Mailbox;
import kv.server.loop.Wakeup;
import kv.store.mvcc.EngineState;

/// Engines that a snapshot has replaced, until their last reader has left or has had time enough.
/// A loop of the thread kvd-engine.
public final class RetiredEngines implements Loop {

    /// Longer than any request may take.
    static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);

    /// Readers that do not count themselves are done in a moment.
    private static final long LEAST_NS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<StorageEngine> close;
    private final Clock clock;
    private final Mailbox<EngineState> added;
    private final ArrayDeque<Retired> waiting = new ArrayDeque<>();

    private record Retired(EngineState state, long sinceNs) {
    }

    /// @param close closes an engine and deletes its files
    public RetiredEngines(Consumer<StorageEngine> close, Clock clock, Wakeup wakeup) {
        this.close = close;
        this.clock = clock;
        this.added = new Mailbox<>(wakeup);
    }

    /// Any thread: a state that is shown no more.
    public void add(EngineState state) {
        added.put(state);
    }

    @Override
    public String roleName() {
        return "kvd-engine-retired";
    }

    @Override
    public int doWork(long nowNs) {
        int work = added.drain(1, state -> waiting.add(new Retired(state, nowNs)));
        while (!waiting.isEmpty() && over(waiting.peek(), nowNs)) {
            close.accept(waiting.poll().state().engine());
            work++;
        }
        return work;
    }

    private static boolean over(Retired retired, long nowNs) {
        long age = nowNs - retired.sinceNs();
        return age >= DEADLINE_NS || age >= LEAST_NS && retired.state().unused();
    }

    @Override
    public long nextDeadlineNs() {
        return waiting.isEmpty() ? Long.MAX_VALUE : clock.nowNs() + LEAST_NS;
    }
}
