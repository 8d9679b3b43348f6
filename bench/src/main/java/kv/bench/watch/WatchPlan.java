package kv.bench.watch;

import java.time.Duration;
import kv.bench.load.KeySpace;

/// Who watches, and what is written.
///
/// @param watchers of the one key that is written
/// @param connections over which they are spread
/// @param streams over which they are spread
/// @param silent further watchers, each on a connection of its own, that never read
/// @param writes how the key is written
public record WatchPlan(int watchers, int connections, int streams, int silent, Writes writes) {

    /// Checks that there is a watcher for each stream and a stream for each connection.
    public WatchPlan {
        if (connections < 1 || streams < connections || watchers < streams) {
            throw new IllegalArgumentException(watchers + " watchers do not fill " + streams
                    + " streams over " + connections + " connections");
        }
    }

    /// How the key is written.
    ///
    /// @param space its first key, and values
    /// @param window writes that not all watchers have seen, at most; the next waits for them
    /// @param rate writes a second that are due whatever the server does; 0 for as many as the
    ///        window lets through
    /// @param warmup not counted
    /// @param duration counted
    public record Writes(
            KeySpace space, int window, int rate, Duration warmup, Duration duration) {
    }
}
