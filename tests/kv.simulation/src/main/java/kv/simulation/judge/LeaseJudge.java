package kv.simulation.judge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kv.simulation.world.World;

/// A lease that no client revoked lives at least until the time that its last answer promised,
/// counted from the question.
///
/// Confined to the simulation's thread.
public final class LeaseJudge {

    private final World world;
    private final Map<Long, Long> promisedNs = new HashMap<>();
    private final Set<Long> givenUp = new HashSet<>();
    private long expired;

    public LeaseJudge(World world) {
        this.world = world;
    }

    /// How many leases ended because their time was over.
    public long expired() {
        return expired;
    }

    /// A client was promised so much time when it asked at that moment.
    public void promises(long id, long askedNs, long seconds) {
        promisedNs.merge(id, askedNs + TimeUnit.SECONDS.toNanos(seconds), Math::max);
    }

    /// Until when a lease must live, as far as is known now; 0 if nothing was promised.
    public long promised(long id) {
        return promisedNs.getOrDefault(id, 0L);
    }

    /// A client asks for the end of a lease.
    public void givesUp(long id) {
        givenUp.add(id);
    }

    /// The end of a lease was committed.
    public void ends(long id) {
        if (!givenUp.contains(id)) {
            expired++;
            ends(id, 0, promised(id));
        }
    }

    /// A client hears that a lease has no more than so much time left.
    ///
    /// @param untilNs [#promised(long)] when it was asked
    public void ends(long id, long seconds, long untilNs) {
        long earlyNs =
                untilNs - world.timeline().nowNs() - TimeUnit.SECONDS.toNanos(seconds);
        world.court().require(earlyNs <= 0 || givenUp.contains(id), "lease time",
                () -> "lease " + id + " ends " + TimeUnit.NANOSECONDS.toMillis(earlyNs)
                        + " ms early");
    }
}
