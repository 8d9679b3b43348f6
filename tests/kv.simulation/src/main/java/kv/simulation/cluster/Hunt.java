package kv.simulation.cluster;

import kv.server.loop.Clock;
import kv.simulation.plant.Bug;

/// Looks for a seed with which a judge notices a planted bug.
///
/// @param bug what was planted
/// @param seed the first that shows it, 0 if none did
/// @param tookMs how long that took
/// @param verdict what the judge said
public record Hunt(Bug bug, long seed, long tookMs, String verdict) {

    /// Runs seeds from 1 on until a judge speaks.
    public static Hunt of(Bug bug, long mostSeeds) {
        long startMs = Clock.SYSTEM.unixMs();
        for (long seed = 1; seed <= mostSeeds; seed++) {
            String verdict = verdict(bug, seed);
            if (!verdict.isEmpty()) {
                return new Hunt(bug, seed, Clock.SYSTEM.unixMs() - startMs, verdict);
            }
        }
        return new Hunt(bug, 0, Clock.SYSTEM.unixMs() - startMs, "nobody noticed");
    }

    /// What a judge says of one seed; empty if nobody notices.
    public static String verdict(Bug bug, long seed) {
        try {
            Simulation.run(seed, Settings.of(seed).with(bug));
            return "";
        } catch (AssertionError noticed) {
            return noticed.getMessage().lines().findFirst().orElse("");
        }
    }
}
