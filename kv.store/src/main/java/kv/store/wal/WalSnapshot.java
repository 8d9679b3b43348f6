package kv.store.wal;

import com.google.protobuf.ByteString;
import java.util.Objects;

/// A snapshot record of the log (walpb.Snapshot): all entries up to this one are in the engine, so
/// the log may begin after it.
///
/// @param index last entry that the engine holds
/// @param term its term
/// @param confState encoded raftpb.ConfState, the membership at that entry; empty at index 0 and
///     in logs of etcd 3.4
public record WalSnapshot(long index, long term, ByteString confState) {

    /// The record with which every new log begins.
    public static final WalSnapshot NONE = new WalSnapshot(0, 0, ByteString.EMPTY);

    public WalSnapshot {
        Objects.requireNonNull(confState);
    }

    /// Where it stands.
    public WalPosition position() {
        return new WalPosition(index, term);
    }
}
