package kv.server.snapshot;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import kv.api.pb.etcdserverpb.Metadata;
import kv.api.pb.raftpb.ConfState;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.api.spi.storage.Table;
import kv.raft.model.EntryKind;
import kv.server.cluster.ConfChanges;
import kv.server.cluster.Founding;
import kv.store.bolt.BoltFile;
import kv.store.bolt.EngineLoader;
import kv.store.bolt.SnapshotTrailer;
import kv.store.file.DataDirectory;
import kv.store.file.FileAccess;
import kv.store.schema.MemberRow;
import kv.store.wal.EncodedEntry;
import kv.store.wal.Wal;
import kv.store.wal.WalDirectory;
import kv.store.wal.WalPosition;
import kv.store.wal.WalSnapshot;
import kv.store.wal.WalState;

/// Makes the data directory of a new cluster's member out of a database file.
///
/// Everything is made in `<data-dir>/restoring` and made durable; then `member` gets its place by
/// one rename. What a crash leaves before it is refused by the next start, and by the next restore.
/// A log outside the data directory is made last: an engine without its log is refused too.
///
/// The log begins as a founded one's does, and says by a snapshot record that the engine holds
/// everything up to the last of the founding entries.
final class Restore {

    private static final long TERM = 1;

    private final FileAccess files;
    private final StorageProvider provider;
    private final Plan plan;
    private final Path staging;

    /// What to restore, and whose member the directory becomes.
    ///
    /// @param snapshot the file
    /// @param dataDirectory missing or empty
    /// @param walDirectory where the log goes, if not into the data directory
    /// @param founding the new cluster
    /// @param skipHashCheck whether the file may lack its SHA-256, or have a wrong one
    /// @param revisionBump how far the revision is raised above the newest, which then counts as
    ///        compacted; 0 for not at all
    record Plan(Path snapshot, Path dataDirectory, Optional<Path> walDirectory, Founding founding,
            boolean skipHashCheck, long revisionBump) {
    }

    Restore(FileAccess files, StorageProvider provider, Plan plan) {
        this.files = files;
        this.provider = provider;
        this.plan = plan;
        staging = DataDirectory.restoring(plan.dataDirectory().toAbsolutePath());
    }

    /// Does it.
    ///
    /// @param progress told now and then how many bytes are loaded
    /// @throws SnapshotFailure when the directories are in use or the file's hash is wrong
    /// @throws kv.store.bolt.BoltDamage when the file is damaged
    ///
    /// @return what the operator should know about the data
    List<String> run(LongConsumer progress) {
        if (!provider.capabilities().contains(Capability.DURABLE)) {
            throw SnapshotFailure.because("storage engine " + provider.name()
                    + " keeps nothing when it is closed");
        }
        try {
            refuseUsedDirectories();
            refuseWrongHash();
            try (BoltFile file = BoltFile.open(files, plan.snapshot())) {
                file.check();
                List<String> warnings = Contents.judge(file);
                stage(file, progress);
                finish();
                return warnings;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuseUsedDirectories() throws IOException {
        if (!files.list(plan.dataDirectory()).isEmpty()) {
            throw SnapshotFailure.because("data-dir \"" + plan.dataDirectory()
                    + "\" not empty or could not be read");
        }
        if (plan.walDirectory().filter(files::exists).isPresent()) {
            throw SnapshotFailure.because(
                    "wal-dir \"" + plan.walDirectory().get() + "\" exists");
        }
    }

    private void refuseWrongHash() throws IOException {
        Optional<String> problem = plan.skipHashCheck() ? Optional.empty()
                : SnapshotTrailer.problem(files, plan.snapshot());
        if (problem.isPresent()) {
            throw SnapshotFailure.because(problem.get());
        }
    }

    private void stage(BoltFile file, LongConsumer progress) throws IOException {
        files.createDirectories(plan.dataDirectory());
        try (DataDirectory directory = DataDirectory.open(files, staging)) {
            directory.claimEngine(provider.name());
            Path engineFiles = directory.engineDirectory(provider.name());
            files.createDirectories(engineFiles);
            try (StorageEngine engine = provider.open(engineFiles, StorageOptions.small())) {
                EngineLoader.load(file, engine, contents(file), progress);
            }
            files.syncDirectory(engineFiles);
            if (plan.walDirectory().isEmpty()) {
                makeLog(directory.walDirectory());
            }
            files.syncDirectory(directory.memberDirectory());
        } catch (RuntimeException | IOException failed) {
            delete(staging);
            throw failed;
        }
    }

    /// The members are the new cluster's, and so is what raft knows; a version that the old
    /// members had agreed on is left behind. Keys, leases, users, roles and alarms stay.
    private EngineLoader.Contents contents(BoltFile file) {
        List<EngineLoader.Row> rows = new ArrayList<>();
        if (plan.revisionBump() > 0) {
            rows.addAll(RestoredRows.bumped(file, plan.revisionBump()));
        }
        List<MemberRow> members = plan.founding().members();
        rows.addAll(RestoredRows.of(members, TERM));
        return new EngineLoader.Contents(
                Set.of(Table.MEMBERS, Table.MEMBERS_REMOVED, Table.CLUSTER), rows, members.size());
    }

    private void makeLog(Path path) {
        Founding founding = plan.founding();
        ByteString metadata = Metadata.newBuilder()
                .setNodeID(founding.self().id())
                .setClusterID(founding.clusterId())
                .build().toByteString();
        ConfState.Builder voters = ConfState.newBuilder();
        List<EncodedEntry> entries = new ArrayList<>();
        for (MemberRow member : founding.members()) {
            voters.addVoters(member.id());
            entries.add(EncodedEntry.of(entries.size() + 1, TERM,
                    EntryKind.CONF_CHANGE.ordinal(), ConfChanges.founding(member)));
        }
        WalDirectory directory = WalDirectory.of(files, path.toAbsolutePath());
        Wal.create(directory, metadata, entries, new WalState(
                TERM, founding.members().getFirst().id(), entries.size())).close();
        try (Wal wal = Wal.open(directory, WalPosition.START, 0).wal()) {
            wal.saveSnapshot(new WalSnapshot(entries.size(), TERM, voters.build().toByteString()));
        }
    }

    private void finish() throws IOException {
        files.rename(staging.resolve("member"), plan.dataDirectory().resolve("member"));
        files.syncDirectory(plan.dataDirectory());
        files.syncDirectory(plan.dataDirectory().toAbsolutePath().getParent());
        delete(staging);
        if (plan.walDirectory().isPresent()) {
            makeLog(plan.walDirectory().get());
        }
    }

    private void delete(Path path) throws IOException {
        for (String name : files.list(path)) {
            delete(path.resolve(name));
        }
        files.delete(path);
    }
}
