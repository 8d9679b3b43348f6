package kv.simulation.world;

import java.util.PriorityQueue;

/// Simulated time: a queue of what is to happen. Nothing happens by itself, nothing waits; time
/// leaps from one event to the next. Confined to the simulation's thread.
public final class Timeline {

    private static final long START_NS = 1_000_000_000L;

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private long nowNs = START_NS;
    private long scheduled;
    private long happened;

    private record Event(long atNs, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /// Now.
    public long nowNs() {
        return nowNs;
    }

    /// How much time has passed since the beginning.
    public long elapsedNs() {
        return nowNs - START_NS;
    }

    /// How many events there were.
    public long happened() {
        return happened;
    }

    /// Has something happen when so much time has passed; of what is due at the same moment, what
    /// was asked for first.
    public void after(long delayNs, Runnable action) {
        queue.add(new Event(nowNs + Math.max(0, delayNs), scheduled++, action));
    }

    /// Lets the next event happen.
    public void step() {
        Event next = queue.remove();
        nowNs = next.atNs();
        happened++;
        next.action().run();
    }
}
