package kv.store.watch;

import java.util.concurrent.TimeUnit;

/// How watching is set up.
///
/// @param fragmentBytes size from which an answer is split, if its watcher allows it
/// @param progressNs time between two reports of progress
public record WatchLimits(int fragmentBytes, long progressNs) {

    /// etcd's time between two reports.
    public static final long PROGRESS_NS = TimeUnit.MINUTES.toNanos(10);
}
