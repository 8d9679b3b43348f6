package kv.store.index;

import java.util.Arrays;
import kv.store.lease.Attachment;

/// One key and its versions. Changed by kvd-apply alone; readers reach it through an [IndexRoot]
/// and read [#versions()], see [Versions] for why that is safe.
///
/// One object serves all published trees: a put on a living key appends here and copies no node.
public final class KeyEntry {

    private static final long[] NONE = new long[0];

    private final byte[] key;
    private volatile long[] versions = NONE;
    private int count;
    private Attachment attachment;

    KeyEntry(byte[] key) {
        this.key = key;
    }

    /// The key; never changed by anybody.
    public byte[] key() {
        return key;
    }

    /// The versions, for any thread. Take it once and use that array.
    public long[] versions() {
        return versions;
    }

    /// The tie to a lease, null when there is none. For kvd-apply.
    public Attachment attachment() {
        return attachment;
    }

    /// Changes the tie. For kvd-apply.
    public void attach(Attachment newAttachment) {
        attachment = newAttachment;
    }

    /// Whether the key exists after everything applied. For kvd-apply.
    public boolean live() {
        return count > 0 && !Versions.tombstone(versions, newest());
    }

    /// Version number that a put would get. For kvd-apply.
    public long nextVersion() {
        return live() ? Versions.version(versions, newest()) + 1 : 1;
    }

    /// Create revision that a put at `main` would get. For kvd-apply.
    public long nextCreate(long main) {
        return live() ? Versions.create(versions, newest()) : main;
    }

    int count() {
        return count;
    }

    /// The main word goes last: it is what readers test first.
    void append(long main, long sub, long version, long create) {
        long[] array = versions;
        int at = count * Versions.WIDTH;
        boolean full = at == array.length;
        if (full) {
            int room = count == 0 ? 1 : count + (count >> 1) + 1;
            array = Arrays.copyOf(array, room * Versions.WIDTH);
        }
        array[at + 1] = Versions.pack(sub, version);
        array[at + 2] = create;
        array[at] = main;
        count++;
        if (full) {
            versions = array;
        }
    }

    /// Whether a compaction would take anything.
    boolean compactable(long revision) {
        long[] array = versions;
        int newest = Versions.newestAt(array, revision);
        return newest > 0 || newest == 0 && !Versions.kept(array, newest, revision);
    }

    void compact(long revision) {
        long[] kept = Versions.compact(versions, count, revision);
        count = kept == versions ? count : kept.length / Versions.WIDTH;
        versions = kept;
    }

    private int newest() {
        return (count - 1) * Versions.WIDTH;
    }
}
