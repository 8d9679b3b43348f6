package kv.store.engine;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import kv.api.spi.storage.Table;
import kv.store.schema.RevisionKey;

/// etcd's hash of table `key` up to a revision: CRC-32C over the bucket's name and then key and
/// value of every row that counts. One computation, one thread.
///
/// A row above the revision does not count. A row at or below the compact revision counts only
/// if it is still reachable, whether or not it has been deleted yet; so members whose deletions
/// are at different places hash alike. A tombstone of the compact revision never counts, because
/// older etcd versions delete it.
final class KvHasher {

    private final CRC32C crc = new CRC32C();
    private final KeptRows kept;
    private final boolean nothingKept;
    private final long compactRevision;

    /// @param kept what is reachable at the revision of the hash
    /// @param compactRevision the compact revision that counts, -1 for none
    KvHasher(KeptRows kept, long compactRevision) {
        this.kept = kept;
        this.compactRevision = compactRevision;
        nothingKept = compactRevision >= 0 && kept.empty();
        crc.update(Table.KEY.bucket().getBytes(StandardCharsets.US_ASCII));
    }

    void row(byte[] key, byte[] value) {
        long main = RevisionKey.main(key);
        if (main > kept.revision()) {
            return;
        }
        if (main <= compactRevision && !nothingKept && !kept.contains(key, value)) {
            return;
        }
        if (main == compactRevision && RevisionKey.tombstone(key)) {
            return;
        }
        crc.update(key);
        crc.update(value);
    }

    int value() {
        return (int) crc.getValue();
    }
}
