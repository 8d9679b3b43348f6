package kv.store.wal;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/// What a log held when it was opened.
///
/// @param metadata content of the metadata record, an encoded etcdserverpb.Metadata
/// @param state the last state record
/// @param entries entries after the position asked for, in order and without gaps; where the log
///     holds an index twice, the later record counts
/// @param snapshots all snapshot records in the segments that were read, oldest first
/// @param earlier of the entries up to the position asked for, as far as the segments that were
///     read hold them: the first, and each whose term is another than that of the entry before
/// @param last newest entry of the log; the newest snapshot if no entry follows it
/// @param torn what was cut off, if anything was
public record WalContents(
        ByteString metadata,
        WalState state,
        List<EncodedEntry> entries,
        List<WalSnapshot> snapshots,
        List<WalPosition> earlier,
        WalPosition last,
        Optional<TornTail> torn) {

    public WalContents {
        entries = List.copyOf(entries);
        snapshots = List.copyOf(snapshots);
        earlier = List.copyOf(earlier);
    }
}
