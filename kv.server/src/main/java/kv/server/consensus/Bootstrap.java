package kv.server.consensus;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kv.api.pb.etcdserverpb.Metadata;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfState;
import kv.raft.model.EntryKind;
import kv.raft.model.HardState;
import kv.raft.model.LogStorage;
import kv.raft.model.NodeIds;
import kv.raft.model.SnapshotMeta;
import kv.server.cluster.ConfChanges;
import kv.server.cluster.Founding;
import kv.store.file.StoreRefusal;
import kv.store.schema.ConfStateRow;
import kv.store.schema.MemberRow;
import kv.store.schema.MetaRows;
import kv.store.wal.EncodedEntry;
import kv.store.wal.OpenedWal;
import kv.store.wal.Wal;
import kv.store.wal.WalContents;
import kv.store.wal.WalDirectory;
import kv.store.wal.WalPosition;
import kv.store.wal.WalState;

/// What a member finds, or founds, at start: its ids, its log, and where the engine stands.
///
/// A new log begins as etcd's does: the founding members as conf changes of term 1, committed from
/// the start. That of a member that joins begins empty.
///
/// @param memberId this member
/// @param clusterId its cluster
/// @param wal the log, positioned for appending
/// @param found what it held after the engine's state
/// @param applied entry that the engine holds
/// @param confState membership at that entry
public record Bootstrap(
        long memberId,
        long clusterId,
        Wal wal,
        WalContents found,
        WalPosition applied,
        ConfState confState) {

    private static final long FOUNDING_TERM = 1;

    /// Opens the log of a directory, or makes one for a new cluster.
    ///
    /// @param engine opened, not changed yet
    /// @param founding used when there is no log
    /// @param forced whether a member that has a log goes on without the others
    /// @throws StoreRefusal when log and engine do not fit together, or the log is damaged
    public static Bootstrap open(WalDirectory directory, StorageEngine engine, Founding founding,
            boolean forced) {
        WalPosition applied = appliedTo(engine);
        boolean founded = !directory.holdsLog();
        if (founded) {
            refuseEngineWithoutLog(directory, applied);
            found(directory, founding);
        }
        OpenedWal opened = Wal.open(directory, applied, applied.index());
        Metadata metadata = metadata(directory, opened.contents().metadata());
        Bootstrap found = new Bootstrap(metadata.getNodeID(), metadata.getClusterID(),
                opened.wal(), opened.contents(), applied, confState(engine));
        return forced && !founded ? ForcedCluster.force(found, founding) : found;
    }

    /// The log as the Raft core reads it.
    ///
    /// @param limitBytes most that applied entries may hold of the heap
    public LogTail tail(long limitBytes) {
        WalState state = found.state();
        LogStorage.InitialState initial = new LogStorage.InitialState(
                new HardState(state.term(), state.vote(), state.commit()), confState);
        LogTail empty = new LogTail(initial,
                new SnapshotMeta(applied.index(), applied.term(), confState), List.of(),
                limitBytes);
        return LogTail.reachingBack(
                empty, found.earlier(), applied, WalLoop.decode(found.entries()));
    }

    /// Whether this member's vote decides alone, as far as its log tells: nobody else was ever
    /// given one.
    public boolean soleVoter() {
        NodeIds voters = confState.voters();
        for (EncodedEntry entry : found.entries()) {
            if (entry.type() == EntryKind.CONF_CHANGE.ordinal()) {
                voters = voters.union(added(entry));
            }
        }
        return voters.equals(NodeIds.of(memberId));
    }

    private static NodeIds added(EncodedEntry entry) {
        ConfChange.Step step = ConfChanges.decode(EntryKind.CONF_CHANGE, entry.content())
                .change().steps().getFirst();
        return step.kind() == ConfChange.Kind.ADD_VOTER ? NodeIds.of(step.nodeId()) : NodeIds.of();
    }

    private static WalPosition appliedTo(StorageEngine engine) {
        long index = engine.lastCommit().consistentIndex();
        long term = MetaRows.number(engine.get(Table.META, MetaRows.key(MetaRows.TERM)), 0);
        return new WalPosition(index, index == 0 ? 0 : term);
    }

    private static void refuseEngineWithoutLog(WalDirectory directory, WalPosition applied) {
        if (applied.index() > 0) {
            throw new StoreRefusal(directory.path(), "holds no log, but the storage engine beside"
                    + " it holds entries up to " + applied.index(),
                    "put the log's segments back, or name a new --data-dir.");
        }
    }

    private static void found(WalDirectory directory, Founding founding) {
        ByteString metadata = Metadata.newBuilder()
                .setNodeID(founding.self().id())
                .setClusterID(founding.clusterId())
                .build()
                .toByteString();
        if (founding.joins()) {
            Wal.create(directory, metadata).close();
            return;
        }
        List<EncodedEntry> entries = new ArrayList<>();
        for (MemberRow member : founding.members()) {
            entries.add(EncodedEntry.of(entries.size() + 1, FOUNDING_TERM,
                    EntryKind.CONF_CHANGE.ordinal(), ConfChanges.founding(member)));
        }
        Wal.create(directory, metadata, entries,
                new WalState(FOUNDING_TERM, 0, entries.size())).close();
    }

    private static Metadata metadata(WalDirectory directory, ByteString encoded) {
        try {
            return Metadata.parseFrom(encoded);
        } catch (InvalidProtocolBufferException e) {
            throw new StoreRefusal(directory.path(), "does not tell which member wrote it",
                    "remove this member from the cluster and add it again with a new directory.");
        }
    }

    private static ConfState confState(StorageEngine engine) {
        byte[] row = engine.get(Table.META, MetaRows.key(MetaRows.CONF_STATE));
        Optional<ConfStateRow> stored = Optional.ofNullable(row).map(ConfStateRow::decode);
        return stored.map(ConfStates::of).orElse(ConfState.EMPTY);
    }
}
