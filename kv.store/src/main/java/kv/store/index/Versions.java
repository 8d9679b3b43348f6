package kv.store.index;

import java.util.Arrays;

/// A key's revisions in one array of longs, three a version:
///
/// | word | content |
/// |---|---|
/// | 0 | main revision; 0 = not written yet |
/// | 1 | sub revision (28 bits) and version number (36 bits); version 0 = tombstone |
/// | 2 | create revision of the generation |
///
/// A generation is a key's life from creation to tombstone. `put, put, delete, put` at revisions
/// 5 to 8 is
///
/// ```
/// (5.0, version 1, created 5) (6.0, version 2, created 5) (7.0, tombstone)
/// (8.0, version 1, created 8)
/// ```
///
/// so 5 and 6 are one generation, ended by 7, and 8 begins the next. At revision 6 the newest
/// version is (6.0), at 7 the key is absent, at 9 it is (8.0). Compacting at 6 leaves
/// (6.0)(7.0)(8.0), compacting at 7 leaves (7.0)(8.0), compacting at 8 leaves (8.0).
///
/// **Sharing.** The writer appends in place, readers hold the same array. A reader asks for a
/// revision that was published before it came, so every version that it may choose was written
/// before; a version that is being written shows as 0 or as a main revision above the reader's,
/// and both are passed over. Nothing but appending happens in place: growth and compaction make a
/// new array.
public final class Versions {

    /// Longs a version.
    static final int WIDTH = 3;
    private static final int VERSION_BITS = 36;
    private static final long VERSION_MASK = (1L << VERSION_BITS) - 1;
    private static final long MAX_SUB = (1L << (Long.SIZE - VERSION_BITS)) - 1;

    private Versions() {
    }

    /// Where the newest version at a revision stands, or -1 when the key has none yet. It may be
    /// a tombstone.
    public static int newestAt(long[] versions, long revision) {
        int low = 0;
        int high = versions.length / WIDTH - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long main = versions[middle * WIDTH];
            if (main != 0 && main <= revision) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? -1 : high * WIDTH;
    }

    /// Where the newest version at a revision stands, or -1 when the key is absent at it.
    public static int liveAt(long[] versions, long revision) {
        int at = newestAt(versions, revision);
        return at < 0 || tombstone(versions, at) ? -1 : at;
    }

    /// Main revision of the version at that place.
    public static long main(long[] versions, int at) {
        return versions[at];
    }

    /// Sub revision.
    public static long sub(long[] versions, int at) {
        return versions[at + 1] >>> VERSION_BITS;
    }

    /// Version number in its generation, 0 for a tombstone.
    public static long version(long[] versions, int at) {
        return versions[at + 1] & VERSION_MASK;
    }

    /// Create revision of the generation, 0 for a tombstone.
    public static long create(long[] versions, int at) {
        return versions[at + 2];
    }

    /// Whether the key ends here.
    public static boolean tombstone(long[] versions, int at) {
        return version(versions, at) == 0;
    }

    static long pack(long sub, long version) {
        if (sub > MAX_SUB || version > VERSION_MASK) {
            throw new IllegalStateException(
                    "sub revision " + sub + " or version " + version + " exceeds the index");
        }
        return sub << VERSION_BITS | version;
    }

    /// Whether a compaction at `revision` keeps the version at that place, which is the newest at
    /// or below it: a put always, a tombstone only when it is of that very revision (as etcd does
    /// since 3.5.16, so that a watcher from there on still learns of the deletion).
    public static boolean kept(long[] versions, int at, long revision) {
        return !tombstone(versions, at) || versions[at] == revision;
    }

    /// The versions that a compaction keeps: everything above `revision`, and the newest at or
    /// below it if it is [#kept]. The same array when nothing goes.
    static long[] compact(long[] versions, int count, long revision) {
        int newest = newestAt(versions, revision);
        if (newest < 0) {
            return versions;
        }
        int from = kept(versions, newest, revision) ? newest : newest + WIDTH;
        return from == 0 ? versions : Arrays.copyOfRange(versions, from, count * WIDTH);
    }
}
