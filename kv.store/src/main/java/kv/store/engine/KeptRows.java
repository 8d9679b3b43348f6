package kv.store.engine;

import kv.store.index.IndexCursor;
import kv.store.index.IndexRoot;
import kv.store.index.KeyEntry;
import kv.store.index.Versions;
import kv.store.schema.KeyValueCodec;
import kv.store.schema.RevisionKey;

/// The rows at or below a revision that are still reachable at it: of each key the newest one.
/// Whether a tombstone counts is where two of etcd's rules differ.
///
/// Answered from the index, so no set of a million revisions is built. Any thread, while nothing
/// takes history away at the revision.
///
/// @param index a tree published when the revision was current, or later
/// @param revision the revision
/// @param tombstones true for what a compaction keeps: a tombstone of the very revision too;
///        false for what a hash counts: living keys alone
record KeptRows(IndexRoot index, long revision, boolean tombstones) {

    /// Whether there is no such row at all; etcd's hash then leaves nothing out.
    boolean empty() {
        IndexCursor cursor = index.cursor(new byte[0], null);
        for (KeyEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
            long[] versions = entry.versions();
            int at = Versions.newestAt(versions, revision);
            if (at >= 0 && counts(versions, at)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the row is one of them.
    boolean contains(byte[] rowKey, byte[] rowValue) {
        KeyEntry entry = index.entry(KeyValueCodec.key(rowValue));
        if (entry == null) {
            return false;
        }
        long[] versions = entry.versions();
        int at = Versions.newestAt(versions, revision);
        return at >= 0 && counts(versions, at)
                && Versions.main(versions, at) == RevisionKey.main(rowKey)
                && Versions.sub(versions, at) == RevisionKey.sub(rowKey);
    }

    private boolean counts(long[] versions, int at) {
        return tombstones ? Versions.kept(versions, at, revision)
                : !Versions.tombstone(versions, at);
    }
}
