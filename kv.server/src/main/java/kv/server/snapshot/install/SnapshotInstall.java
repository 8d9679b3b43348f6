package kv.server.snapshot.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageException;
import kv.raft.model.Message;
import kv.raft.model.SnapshotMeta;
import kv.server.apply.ApplyLoop;
import kv.server.apply.EngineLoop;
import kv.server.consensus.RaftEvent;
import kv.server.log.Log;
import kv.server.peer.BadMessage;
import kv.server.peer.HeardMessages;
import kv.server.storage.DirectoryEngines;
import kv.server.storage.Engines;
import kv.server.storage.LoadedSnapshot;
import kv.store.file.BrokenStore;
import kv.store.file.FileAccess;
import kv.store.mvcc.EngineState;
import kv.store.mvcc.MvccStore;
import kv.store.wal.WalPosition;
import kv.transport.peer.SnapshotSink;

/// Takes snapshots of other members, one at a time, step by step on the threads that own what each
/// step changes; see the package. Between steps nothing is shared but the prepared state.
public final class SnapshotInstall {

    private static final Log LOG = Log.of(SnapshotInstall.class);

    private final Parts parts;
    private final AtomicReference<Incoming> incoming = new AtomicReference<>();

    /// What it works with.
    ///
    /// @param files door to the disk
    /// @param directory where files are received
    /// @param engines prepares engines and puts them in place
    /// @param store shows the state
    /// @param apply the state's loop
    /// @param engine the engine's loop
    /// @param retired closes engines when their readers have left
    /// @param raft is told
    public record Parts(FileAccess files, Path directory, Engines engines, MvccStore store,
            ApplyLoop apply, EngineLoop engine, RetiredEngines retired,
            Consumer<RaftEvent> raft) {
    }

    public SnapshotInstall(Parts parts) {
        this.parts = parts;
    }

    /// A snapshot that is on its way in.
    private static final class Incoming {

        private final Message.InstallSnapshot message;
        private final WalPosition at;
        private volatile EngineState state;

        Incoming(Message.InstallSnapshot message) {
            this.message = message;
            at = new WalPosition(message.snapshot().index(), message.snapshot().term());
        }
    }

    /// A member begins to send a snapshot. Any thread.
    ///
    /// @return takes the file
    /// @throws IOException when none is taken now, or the message is none
    public SnapshotSink receive(kv.api.pb.raftpb.Message header) throws IOException {
        Incoming one;
        try {
            one = new Incoming(HeardMessages.snapshot(header));
        } catch (BadMessage bad) {
            throw new IOException(bad.getMessage(), bad);
        }
        if (one.at.index() <= parts.store().view().appliedIndex()) {
            return new UnneededSnapshot(() -> parts.raft().accept(
                    new RaftEvent.Received(one.message, () -> { })));
        }
        if (!incoming.compareAndSet(null, one)) {
            throw new IOException("another snapshot is being taken");
        }
        LOG.info("receiving database snapshot", "remote-member-id",
                Long.toHexString(header.getFrom()), "incoming-snapshot-index", one.at.index());
        try {
            return new ReceivedFile(parts.files(), parts.directory(), one.at,
                    file -> load(one, file), () -> incoming.set(null));
        } catch (IOException failed) {
            incoming.set(null);
            throw failed;
        }
    }

    /// Step 2, on the receiving thread.
    private void load(Incoming one, Path file) throws IOException {
        SnapshotMeta meta = one.message.snapshot();
        try {
            StorageEngine engine =
                    parts.engines().prepare(one.at, empty -> fill(empty, file, meta));
            one.state = parts.store().prepare(engine);
            if (parts.engines().durable()) {
                parts.files().delete(file);
            }
        } catch (UncheckedIOException damaged) {
            throw damaged.getCause();
        } catch (StorageException | IllegalArgumentException failed) {
            parts.engines().discard(one.at);
            throw new IOException(failed.getMessage(), failed);
        }
        LOG.info("received and loaded database snapshot", "incoming-snapshot-index", meta.index());
        parts.raft().accept(new RaftEvent.Received(one.message, () -> { }));
    }

    private void fill(StorageEngine empty, Path file, SnapshotMeta meta) {
        try {
            LoadedSnapshot.load(parts.files(), file, empty, meta);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /// The core does not take it. Any thread.
    public void ignore(SnapshotMeta snapshot) {
        Incoming one = incoming.get();
        if (one != null && one.message.snapshot().equals(snapshot)) {
            parts.engine().run(() -> {
                parts.engines().discard(one.at);
                delete(parts.directory().resolve(DirectoryEngines.fileName(one.at)));
                incoming.set(null);
            });
        }
    }

    private void delete(Path file) {
        try {
            parts.files().delete(file);
        } catch (IOException failed) {
            throw BrokenStore.naming(file, failed);
        }
    }

    /// Step 3 is done; step 4 begins when all entries from before are applied. Any thread.
    public void install(SnapshotMeta snapshot) {
        Incoming one = incoming.get();
        parts.apply().afterAll(() -> {
            parts.store().seal();
            parts.engine().run(() -> replaceEngine(one));
        });
    }

    private void replaceEngine(Incoming one) {
        EngineState state = one.state;
        parts.engine().replaceBy(state.engine(), state.committer(),
                () -> parts.engines().adopt(one.at));
        parts.apply().run(() -> show(one));
    }

    private void show(Incoming one) {
        EngineState old = parts.store().replaceBy(one.state);
        parts.apply().reload();
        parts.retired().add(old);
        incoming.set(null);
        LOG.info("applied snapshot", "incoming-snapshot-index", one.at.index(),
                "current-revision", parts.store().view().revision());
        parts.raft().accept(new RaftEvent.Installed(one.message.snapshot()));
    }
}
