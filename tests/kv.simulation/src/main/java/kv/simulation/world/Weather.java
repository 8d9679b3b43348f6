package kv.simulation.world;

import java.util.concurrent.TimeUnit;

/// How the network is at a time.
///
/// @param lostPerMille messages that vanish
/// @param twicePerMille messages that come twice
/// @param slowestNs most that a message takes; all times up to it are alike, so that messages
///        overtake each other
public record Weather(int lostPerMille, int twicePerMille, long slowestNs) {

    /// As it should be.
    public static final Weather FAIR = new Weather(0, 0, TimeUnit.MILLISECONDS.toNanos(2));
}
