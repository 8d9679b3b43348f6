package kv.store.watch;

import kv.store.range.Interval;

/// What a client has asked for when it created a watcher.
///
/// @param interval the keys
/// @param startRevision the first revision that it wants, 0 for what comes now
/// @param puts whether it wants to hear of puts
/// @param deletions whether it wants to hear of deletions
/// @param prevKv whether events carry the pair before
/// @param progress whether it wants to hear from time to time how far it is
/// @param fragment whether large answers may be split
public record WatchOptions(Interval interval, long startRevision, boolean puts,
        boolean deletions, boolean prevKv, boolean progress, boolean fragment) {

    /// Whether events are left out by kind.
    boolean filtered() {
        return !puts || !deletions;
    }
}
