package kv.server.snapshot.install;

import com.google.protobuf.ByteString;
import java.util.Optional;
import java.util.function.Consumer;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfState;
import kv.raft.model.Message;
import kv.raft.model.SnapshotMeta;
import kv.server.apply.ApplyLoop;
import kv.server.cluster.Membership;
import kv.server.consensus.ConfStates;
import kv.server.consensus.RaftEvent;
import kv.server.log.Log;
import kv.server.peer.WireMessages;
import kv.server.peer.WireSnapshots;
import kv.store.bolt.BoltStream;
import kv.store.mvcc.MvccStore;
import kv.store.mvcc.StateSnapshot;
import kv.store.schema.ConfStateRow;
import kv.store.schema.MetaRows;
import kv.store.schema.V2Document;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.SnapshotSource;

/// Sends the state as it is to a member that lacks more than the log holds. The core has named an
/// older place; what is sent stands at the newest applied entry. Any thread.
public final class SnapshotSender {

    private static final Log LOG = Log.of(SnapshotSender.class);

    private final ApplyLoop apply;
    private final MvccStore store;
    private final PeerLinks links;
    private final Consumer<RaftEvent> raft;

    /// @param links takes what is sent
    /// @param raft is told what became of it
    public SnapshotSender(ApplyLoop apply, MvccStore store, PeerLinks links,
            Consumer<RaftEvent> raft) {
        this.apply = apply;
        this.store = store;
        this.links = links;
        this.raft = raft;
    }

    /// Sends, and reports whether it arrived.
    public void send(Message.InstallSnapshot wish) {
        apply.run(() -> {
            Membership members = apply.cluster().membership();
            store.orderSnapshot(snapshot -> {
                snapshot.releaseHistory();
                links.sendSnapshot(new Source(wish, snapshot, members));
            });
        });
    }

    private static SnapshotMeta place(StateSnapshot snapshot) {
        byte[] row = snapshot.rows().get(Table.META, MetaRows.key(MetaRows.CONF_STATE));
        ConfState members = Optional.ofNullable(row)
                .map(stored -> ConfStates.of(ConfStateRow.decode(stored)))
                .orElse(ConfState.EMPTY);
        return new SnapshotMeta(
                snapshot.view().appliedIndex(), snapshot.view().term(), members);
    }

    /// One snapshot on its way out. One thread at a time.
    private final class Source implements SnapshotSource {

        private final Message.InstallSnapshot wish;
        private final StateSnapshot snapshot;
        private final kv.api.pb.raftpb.Message header;
        private BoltStream file;

        Source(Message.InstallSnapshot wish, StateSnapshot snapshot, Membership members) {
            this.wish = wish;
            this.snapshot = snapshot;
            header = WireMessages.of(wish).toBuilder()
                    .setSnapshot(WireSnapshots.of(place(snapshot)).toBuilder()
                            .setData(ByteString.copyFrom(V2Document.of(members.members(),
                                    members.removed(), members.version(),
                                    snapshot.view().appliedIndex()))))
                    .build();
        }

        @Override
        public kv.api.pb.raftpb.Message header() {
            return header;
        }

        @Override
        public long open() {
            file = BoltStream.of(snapshot.rows(), () -> false).orElseThrow();
            LOG.info("sending database snapshot", "snapshot-index",
                    header.getSnapshot().getMetadata().getIndex(),
                    "remote-peer-id", Long.toHexString(wish.to()), "bytes", file.sizeBytes());
            return file.sizeBytes();
        }

        @Override
        public int read(byte[] target) {
            return file.read(target, 0, target.length);
        }

        @Override
        public boolean isClosed(RuntimeException failure) {
            return failure instanceof StorageException || failure instanceof IllegalStateException;
        }

        @Override
        public void end(boolean arrived, String reason) {
            snapshot.close();
            if (arrived) {
                LOG.info("sent database snapshot", "snapshot-index",
                        header.getSnapshot().getMetadata().getIndex(),
                        "remote-peer-id", Long.toHexString(wish.to()));
            } else {
                LOG.warn("failed to send database snapshot", "snapshot-index",
                        header.getSnapshot().getMetadata().getIndex(),
                        "remote-peer-id", Long.toHexString(wish.to()), "error", reason);
            }
            raft.accept(new RaftEvent.SnapshotSent(wish.to(), arrived));
        }
    }
}
