package kv.simulation.cluster;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import kv.server.loop.Loop;

/// Where a member's clients are answered: the event loop of its connections.
final class EventLoop implements Loop, Executor {

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private Turns thread;

    void runOn(Turns turns) {
        thread = turns;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        thread.wake();
    }

    @Override
    public String roleName() {
        return "event-loop";
    }

    @Override
    public int doWork(long nowNs) {
        int work = tasks.size();
        for (int n = 0; n < work; n++) {
            tasks.remove().run();
        }
        return work;
    }
}
