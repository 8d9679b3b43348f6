package kv.server.snapshot;

import java.util.ArrayList;
import java.util.List;
import kv.api.spi.storage.Table;
import kv.store.bolt.BoltFile;
import kv.store.bolt.EngineLoader.Row;
import kv.store.schema.ConfStateRow;
import kv.store.schema.MemberRow;
import kv.store.schema.MetaRows;
import kv.store.schema.RevisionKey;

/// Rows of a restored database that its file does not have.
final class RestoredRows {

    private RestoredRows() {
    }

    /// The founding members, and where the log stands after them.
    static List<Row> of(List<MemberRow> members, long term) {
        List<Row> rows = new ArrayList<>();
        List<Long> voters = new ArrayList<>();
        for (MemberRow member : members) {
            rows.add(new Row(Table.MEMBERS, MemberRow.key(member.id()), member.encode()));
            voters.add(member.id());
        }
        ConfStateRow confState =
                new ConfStateRow(voters, List.of(), List.of(), List.of(), false);
        rows.add(meta(MetaRows.CONF_STATE, confState.encode()));
        rows.add(meta(MetaRows.CONSISTENT_INDEX, MetaRows.number(members.size())));
        rows.add(meta(MetaRows.TERM, MetaRows.number(term)));
        return rows;
    }

    /// A revision far above the newest one, so that what clients remember of the time after the
    /// snapshot is not mistaken for what comes now; watches from there are told that it is
    /// compacted. As etcdutl does it: a row of an empty key, and a compaction that is due.
    static List<Row> bumped(BoltFile file, long amount) {
        long[] newest = new long[1];
        file.root().bucket(MetaRows.key(Table.KEY.bucket())).ifPresent(
                bucket -> bucket.forEach((key, value) -> {
                    newest[0] = Math.max(newest[0], RevisionKey.main(key));
                    return true;
                }));
        long bumped = Math.addExact(newest[0], amount);
        return List.of(new Row(Table.KEY, RevisionKey.of(bumped, 0), new byte[0]),
                meta(MetaRows.SCHEDULED_COMPACT_REVISION, MetaRows.revision(bumped)));
    }

    private static Row meta(String name, byte[] value) {
        return new Row(Table.META, MetaRows.key(name), value);
    }
}
