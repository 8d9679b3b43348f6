package kv.server.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/// Answers gathered during a turn, handed to the event loops that own their connections with one
/// task, so one wake-up, for each event loop. Confined to the loop that owns it.
public final class Outbox {

    private static final int FIRST_CAPACITY = 64;

    private final List<Executor> targets = new ArrayList<>();
    private final List<ArrayList<Runnable>> batches = new ArrayList<>();

    /// Adds a task for `target`; it runs after the next [#flush()].
    public void add(Executor target, Runnable task) {
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i) == target) {
                batches.get(i).add(task);
                return;
            }
        }
        targets.add(target);
        ArrayList<Runnable> batch = new ArrayList<>(FIRST_CAPACITY);
        batch.add(task);
        batches.add(batch);
    }

    /// Hands everything over.
    public void flush() {
        for (int i = 0; i < targets.size(); i++) {
            List<Runnable> batch = batches.get(i);
            targets.get(i).execute(() -> batch.forEach(Runnable::run));
        }
        targets.clear();
        batches.clear();
    }
}
