package kv.store.range;

import com.google.protobuf.ByteString;
import kv.store.index.KeyEntry;
import kv.store.index.Versions;
import kv.store.schema.KeyValueCodec;

/// A key that a read has found in the index, with what the index knows of it.
public record Hit(byte[] key, long main, long sub, long version, long create) {

    /// The key at a revision, or null when it is absent.
    public static Hit at(KeyEntry entry, long revision) {
        long[] versions = entry.versions();
        int at = Versions.liveAt(versions, revision);
        return at < 0 ? null : new Hit(entry.key(), Versions.main(versions, at),
                Versions.sub(versions, at), Versions.version(versions, at),
                Versions.create(versions, at));
    }

    /// The encoded KeyValue without its value.
    byte[] encodeWithoutValue(long lease) {
        return KeyValueCodec.encode(key,
                new KeyValueCodec.Stamp(create, main, version, lease), ByteString.EMPTY);
    }
}
