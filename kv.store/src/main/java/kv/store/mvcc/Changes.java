package kv.store.mvcc;

import com.google.protobuf.ByteString;
import java.util.List;
import kv.store.index.KeyEntry;
import kv.store.lease.Attachment;
import kv.store.range.Hit;
import kv.store.range.Interval;
import kv.store.range.KeyReads;
import kv.store.rows.PendingRun;
import kv.store.schema.KeyValueCodec;

/// The changes of keys that one entry makes: all of one main revision, numbered by sub revision
/// in the order in which they are made. Confined to kvd-apply.
final class Changes {

    private final StoreState state;
    private long main;
    private long subs;

    Changes(StoreState state) {
        this.state = state;
    }

    /// Begins an entry.
    void begin() {
        main = state.revision + 1;
        subs = 0;
    }

    /// Ends an entry: its revision counts if it has changed a key.
    void end() {
        state.revision = revision();
    }

    /// The revision that the entry sees, its own once it has changed a key.
    long revision() {
        return subs == 0 ? main - 1 : main;
    }

    /// The state with the changes so far.
    KeyReads reads() {
        return state.reads(revision());
    }

    /// The key's entry, or null; to be handed to [#put] before anything else is done.
    KeyEntry find(byte[] key) {
        return state.index.find(key);
    }

    /// Sets a key.
    ///
    /// @param found what [#find] has answered for the key
    /// @param lease an existing lease, 0 for none
    void put(byte[] key, KeyEntry found, ByteString value, long lease) {
        long version = found == null ? 1 : found.nextVersion();
        long create = found == null ? main : found.nextCreate(main);
        KeyValueCodec.Stamp stamp = new KeyValueCodec.Stamp(create, main, version, lease);
        PendingRun run = state.runs.open();
        int room = run.reserve(main, subs, false,
                KeyValueCodec.sizeOf(key, stamp, value.size()));
        KeyValueCodec.write(run.chunk(), room, key, stamp, value);
        tie(state.index.put(key, found, main, subs), lease);
        subs++;
    }

    /// Deletes what a range holds.
    ///
    /// @param hits the keys of the range as [#reads] shows them
    void delete(List<Hit> hits) {
        for (Hit hit : hits) {
            delete(state.index.find(hit.key()));
        }
    }

    /// The keys of a range, for [#delete(List)].
    List<Hit> hits(Interval range) {
        KeyReads reads = reads();
        return reads.collect(range, reads.revision(), Long.MAX_VALUE);
    }

    private void delete(KeyEntry entry) {
        byte[] key = entry.key();
        PendingRun run = state.runs.open();
        int room = run.reserve(main, subs, true,
                KeyValueCodec.sizeOf(key, KeyValueCodec.Stamp.TOMBSTONE, 0));
        KeyValueCodec.write(run.chunk(), room, key, KeyValueCodec.Stamp.TOMBSTONE,
                ByteString.EMPTY);
        state.index.tombstone(entry, main, subs);
        tie(entry, 0);
        subs++;
    }

    private void tie(KeyEntry entry, long lease) {
        Attachment tie = entry.attachment();
        if (lease != 0 || tie != null) {
            entry.attach(state.lessor.attach(entry.key(), tie, lease));
        }
    }
}
