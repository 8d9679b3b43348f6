package kv.store.wal;

import kv.store.file.StoreRefusal;

/// Words for a log that must not be used.
final class Refusals {

    static final String REPLACE_MEMBER = "keep a copy of the data directory; then, in a cluster,"
            + " remove this member and add it again with an empty directory, or, if it is alone,"
            + " restore a snapshot into a new one.";

    private Refusals() {}

    static StoreRefusal damaged(Damage damage) {
        return new StoreRefusal(damage.file(), damage.offset(), damage.problem(), REPLACE_MEMBER);
    }

    /// The end looks torn, but cutting it off would lose what was acknowledged.
    static StoreRefusal committed(Damage damage, long lastIndex, long mark) {
        return new StoreRefusal(damage.file(), damage.offset(), damage.problem()
                + "; only entries up to " + lastIndex + " are left, but entry " + mark
                + " was committed", REPLACE_MEMBER);
    }
}
