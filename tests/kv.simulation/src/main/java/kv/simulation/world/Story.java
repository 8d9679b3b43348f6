package kv.simulation.world;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;

/// What happened in a run, for people, and a hash of all of it: two runs that differ in anything
/// that was told differ in the hash. Confined to the simulation's thread.
public final class Story {

    private static final int KEPT = 400;
    private static final long PRIME = 1_099_511_628_211L;
    private static final double NS_PER_SECOND = 1e9;

    private final Timeline timeline;
    private final ArrayDeque<String> tail = new ArrayDeque<>();
    private long hash = 1;

    /// @param timeline dates what is told
    public Story(Timeline timeline) {
        this.timeline = timeline;
    }

    /// Something happened that is worth a line.
    public void tell(String what) {
        mix(timeline.nowNs());
        mix(what.hashCode());
        if (tail.size() == KEPT) {
            tail.removeFirst();
        }
        tail.add(String.format(Locale.ROOT, "%11.6f  %s",
                timeline.elapsedNs() / NS_PER_SECOND, what));
    }

    /// Something happened that is worth no line.
    public void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 32;
    }

    /// Stands for everything that happened.
    public long hash() {
        return hash;
    }

    /// What was told last.
    public List<String> tail() {
        return List.copyOf(tail);
    }
}
