package kv.store.schema;

import java.nio.charset.StandardCharsets;

/// Rows of table `meta`: how far the log is applied, and where compaction stands.
///
/// `consistent_index` and `term` are in every commit. `scheduledCompactRev` is written when a
/// compaction is accepted, `finishedCompactRev` with its last deletions; while they differ, the
/// pass is not done. Both hold a [RevisionKey] with sub revision 0.
public final class MetaRows {

    /// Raft index up to which the file's content reaches; eight bytes.
    public static final String CONSISTENT_INDEX = "consistent_index";
    /// Term of that entry; eight bytes.
    public static final String TERM = "term";
    /// The configuration as JSON, see [ConfStateRow].
    public static final String CONF_STATE = "confState";
    /// Version of the file's content, such as `3.7.0`.
    public static final String STORAGE_VERSION = "storageVersion";
    /// The newest compaction that was accepted.
    public static final String SCHEDULED_COMPACT_REVISION = "scheduledCompactRev";
    /// The newest compaction whose deletions are done.
    public static final String FINISHED_COMPACT_REVISION = "finishedCompactRev";

    private MetaRows() {
    }

    /// A row's key.
    public static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /// The value of an index or a term.
    public static byte[] number(long number) {
        return BigEndian.of(number);
    }

    /// The number in a row, or `missing` when there is no row.
    public static long number(byte[] row, long missing) {
        return row == null ? missing : BigEndian.get(row, 0);
    }

    /// The value of a compaction mark.
    public static byte[] revision(long main) {
        return RevisionKey.of(main, 0);
    }

    /// The main revision in a compaction mark, or `missing` when there is no row.
    public static long revision(byte[] row, long missing) {
        return row == null ? missing : RevisionKey.main(row);
    }
}
