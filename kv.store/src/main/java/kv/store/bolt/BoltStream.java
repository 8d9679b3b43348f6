package kv.store.bolt;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import kv.api.spi.storage.StorageReads;
import kv.store.range.BrokenInvariant;

/// All tables of one state as a database file of bbolt, piece by piece: the length is known before
/// the first byte, and nothing is written to a file on the way. One thread at a time; it never
/// waits, so whoever sends the file decides when to go on.
///
/// It reads the state twice, once for lengths and once for content. Memory is bounded by
/// 512 KiB, plus twice the largest row, plus a page for each level of a tree.
public final class BoltStream {

    private static final int PAGE_SIZE = 4096;
    private static final int WINDOW_BYTES = 256 << 10;
    private static final long TXID = 2;

    private final long sizeBytes;
    private final long rootPage;
    private final PageEncoder encoder;
    private final DatabaseBuilder builder;
    private long taken;
    private boolean built;

    private BoltStream(StorageReads rows, Meta meta) {
        sizeBytes = meta.highWater() * meta.pageSize();
        rootPage = meta.root();
        encoder = new PageEncoder(meta);
        builder = new DatabaseBuilder(rows, encoder, true);
    }

    /// Makes the first pass. May take long; reads lengths alone.
    ///
    /// @param rows a state that does not change until the stream is at its end
    /// @param abandoned asked now and then; true ends the pass without a result
    public static Optional<BoltStream> of(StorageReads rows, BooleanSupplier abandoned) {
        return of(rows, abandoned, PAGE_SIZE);
    }

    static Optional<BoltStream> of(StorageReads rows, BooleanSupplier abandoned, int pageSize) {
        PageCounter counter = new PageCounter(pageSize);
        DatabaseBuilder lengths = new DatabaseBuilder(rows, counter, false);
        if (!lengths.turn(abandoned)) {
            return Optional.empty();
        }
        return Optional.of(new BoltStream(rows, new Meta(pageSize, lengths.rootPage(),
                Meta.NO_FREELIST, counter.highWater(), TXID)));
    }

    /// Length of the file.
    public long sizeBytes() {
        return sizeBytes;
    }

    /// Bytes that are still to come.
    public long remainingBytes() {
        return sizeBytes - taken;
    }

    /// The next bytes of the file; fewer than `length` only at its end.
    ///
    /// @return how many, 0 at the end
    public int read(byte[] target, int offset, int length) {
        int read = 0;
        while (read < length && remainingBytes() > 0) {
            if (encoder.waiting() == 0) {
                build();
            }
            int more = encoder.take(target, offset + read, length - read);
            read += more;
            taken += more;
        }
        return read;
    }

    private void build() {
        if (!built) {
            built = builder.turn(() -> encoder.waiting() >= WINDOW_BYTES);
        }
        boolean different = built
                && (encoder.highWater() * encoder.pageSize() != sizeBytes
                        || builder.rootPage() != rootPage);
        if (different || encoder.waiting() == 0) {
            throw new BrokenInvariant("Two readings of one snapshot of the storage engine differ."
                    + " Next: report it; the directory is intact.");
        }
    }
}
