package kv.store.bolt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import kv.api.spi.storage.Table;
import kv.store.schema.ClusterRows;
import kv.store.schema.KeyValueCodec;
import kv.store.schema.MetaRows;
import kv.store.schema.RevisionKey;

/// What `snapshot status` tells about a database file.
///
/// @param hash CRC-32C over names, keys and values of all buckets
/// @param revision of the newest change
/// @param totalKeys keys that are there at that revision
/// @param totalBytes of the database, without what may follow it in the file
/// @param version of the content, such as `3.7.0`; empty before etcd 3.6
public record SnapshotStatus(
        int hash, long revision, long totalKeys, long totalBytes, String version) {

    /// Checks the whole file and counts. The keys themselves are held in memory meanwhile.
    ///
    /// @throws BoltDamage when something is wrong with it
    public static SnapshotStatus of(BoltFile file) {
        file.check();
        CRC32C crc = new CRC32C();
        Keys keys = new Keys();
        String[] version = {""};
        BoltBucket root = file.root();
        for (byte[] name : root.names()) {
            crc.update(name);
            String bucket = new String(name, StandardCharsets.UTF_8);
            root.bucket(name).orElseThrow().forEach((key, value) -> {
                crc.update(key);
                crc.update(value);
                if (bucket.equals(Table.KEY.bucket())) {
                    keys.row(key, value);
                } else if (bucket.equals(Table.META.bucket()) && storageVersion(key)) {
                    version[0] = ClusterRows.version(value);
                }
                return true;
            });
        }
        return new SnapshotStatus((int) crc.getValue(), keys.revision, keys.live.size(),
                file.databaseBytes(), version[0]);
    }

    private static boolean storageVersion(byte[] key) {
        return new String(key, StandardCharsets.UTF_8).equals(MetaRows.STORAGE_VERSION);
    }

    private static final class Keys {

        private final Set<ByteBuffer> live = new HashSet<>();
        private long revision;

        void row(byte[] key, byte[] value) {
            if (!RevisionKey.valid(key)) {
                throw new IllegalArgumentException("a key that is no revision");
            }
            revision = RevisionKey.main(key);
            ByteBuffer name = ByteBuffer.wrap(KeyValueCodec.key(value));
            if (RevisionKey.tombstone(key)) {
                live.remove(name);
            } else {
                live.add(name);
            }
        }
    }
}
