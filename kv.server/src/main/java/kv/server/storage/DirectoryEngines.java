package kv.server.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.StorageProvider;
import kv.raft.model.SnapshotMeta;
import kv.server.consensus.ConfStates;
import kv.store.file.BrokenStore;
import kv.store.file.DataDirectory;
import kv.store.file.FileAccess;
import kv.store.wal.Wal;
import kv.store.wal.WalDirectory;
import kv.store.wal.WalPosition;
import kv.store.wal.WalSnapshot;

/// Engines in directories of their own below a data directory. A directory never moves while an
/// engine is open in it; which one counts is in the data directory's record, which is replaced by
/// one rename.
///
/// ```
///   member/rocksdb/                      the engine as it began
///   member/rocksdb.<index>-<term>/       filled by a snapshot; counts once the record names it
///   member/snap/<index>-<term>.snap.db   what an engine without files is filled from at start
/// ```
///
/// At start a directory whose place is in the log as a snapshot record, and beyond the one that
/// counts, is the member's from then on; others are deleted. One thread at a time per method's own
/// word.
public final class DirectoryEngines implements Engines, AutoCloseable {

    private static final String SNAPSHOT = ".snap.db";

    private final FileAccess files;
    private final DataDirectory directory;
    private final StorageProvider provider;
    private final StorageOptions options;
    private final StorageEngine current;
    private final List<Opened> open = new ArrayList<>();

    private record Opened(StorageEngine engine, Path files) {
    }

    private DirectoryEngines(FileAccess files, DataDirectory directory, StorageProvider provider,
            StorageOptions options, WalDirectory log) throws IOException {
        this.files = files;
        this.directory = directory;
        this.provider = provider;
        this.options = options;
        complete(log);
        Path place = directory.engineDirectory(provider.name());
        current = open(place);
        if (!durable()) {
            refill(log);
        }
        deleteAllBut(place.getFileName().toString());
    }

    /// Opens the engine that counts, after completing what was broken off.
    ///
    /// @param log read for its snapshot records; not changed
    /// @throws IOException when the directory cannot be read or changed
    public static DirectoryEngines open(FileAccess files, DataDirectory directory,
            StorageProvider provider, StorageOptions options, WalDirectory log)
            throws IOException {
        return new DirectoryEngines(files, directory, provider, options, log);
    }

    @Override
    public boolean durable() {
        return provider.capabilities().contains(Capability.DURABLE);
    }

    private void complete(WalDirectory log) throws IOException {
        long counts = position(directory.engineDirectory(provider.name()).getFileName().toString())
                .map(WalPosition::index).orElse(0L);
        Optional<WalPosition> newest = newest(
                files.list(directory.memberDirectory()).stream().map(this::position)
                        .filter(at -> at.isPresent() && at.get().index() > counts), log);
        if (durable() && newest.isPresent()) {
            directory.moveEngine(provider.name(), name(newest.get()));
        }
    }

    private static Optional<WalPosition> newest(
            Stream<Optional<WalPosition>> found, WalDirectory log) {
        return found.flatMap(Optional::stream)
                .filter(at -> Wal.findSnapshot(log, at).isPresent())
                .max(Comparator.comparingLong(WalPosition::index));
    }

    /// An engine without files begins with the newest snapshot, if the log begins with one.
    private void refill(WalDirectory log) throws IOException {
        Optional<WalPosition> newest = newest(files.list(directory.snapDirectory()).stream()
                .filter(name -> name.endsWith(SNAPSHOT))
                .map(name -> SnapshotName.parse(
                        name.substring(0, name.length() - SNAPSHOT.length()))), log);
        if (newest.isEmpty()) {
            return;
        }
        WalPosition at = newest.get();
        WalSnapshot record = Wal.findSnapshot(log, at).orElseThrow();
        LoadedSnapshot.load(files, directory.snapDirectory().resolve(fileName(at)), current,
                new SnapshotMeta(at.index(), at.term(), ConfStates.decode(record.confState())));
        deleteFilesBut(fileName(at));
    }

    /// What a file is called that holds a snapshot from this place.
    public static String fileName(WalPosition at) {
        return SnapshotName.of(at) + SNAPSHOT;
    }

    private String name(WalPosition at) {
        return provider.name() + "." + SnapshotName.of(at);
    }

    private Optional<WalPosition> position(String name) {
        String prefix = provider.name() + ".";
        return name.startsWith(prefix)
                ? SnapshotName.parse(name.substring(prefix.length())) : Optional.empty();
    }

    private StorageEngine open(Path place) throws IOException {
        files.createDirectories(place);
        StorageEngine engine = provider.open(place, options);
        synchronized (open) {
            open.add(new Opened(engine, place));
        }
        return engine;
    }

    /// Leftovers of what was broken off, and the files of engines that were replaced.
    private void deleteAllBut(String kept) throws IOException {
        for (String name : files.list(directory.memberDirectory())) {
            boolean engine = name.equals(provider.name()) || position(name).isPresent();
            if (engine && !name.equals(kept)) {
                delete(directory.memberDirectory().resolve(name));
            }
        }
        if (durable()) {
            deleteFilesBut("");
        }
    }

    private void deleteFilesBut(String kept) throws IOException {
        for (String name : files.list(directory.snapDirectory())) {
            if (!name.equals(kept)) {
                files.delete(directory.snapDirectory().resolve(name));
            }
        }
    }

    @Override
    public StorageEngine current() {
        return current;
    }

    @Override
    public StorageEngine prepare(WalPosition at, Consumer<StorageEngine> fill) throws IOException {
        Path place = directory.memberDirectory().resolve(name(at));
        delete(place);
        StorageEngine engine = open(place);
        try {
            fill.accept(engine);
        } catch (RuntimeException | Error failed) {
            discard(at);
            throw failed;
        }
        files.syncDirectory(place);
        files.syncDirectory(directory.memberDirectory());
        return engine;
    }

    @Override
    public void adopt(WalPosition at) {
        if (durable()) {
            directory.moveEngine(provider.name(), name(at));
            return;
        }
        try {
            deleteFilesBut(fileName(at));
        } catch (IOException failed) {
            throw BrokenStore.naming(directory.snapDirectory(), failed);
        }
    }

    @Override
    public void discard(WalPosition at) {
        Path place = directory.memberDirectory().resolve(name(at));
        close(opened -> opened.files().equals(place));
    }

    @Override
    public void retire(StorageEngine replaced) {
        close(opened -> opened.engine() == replaced);
    }

    private void close(Predicate<Opened> which) {
        List<Opened> closing;
        synchronized (open) {
            closing = open.stream().filter(which).toList();
            open.removeAll(closing);
        }
        for (Opened opened : closing) {
            opened.engine().close();
            try {
                delete(opened.files());
            } catch (IOException failed) {
                throw BrokenStore.naming(opened.files(), failed);
            }
        }
    }

    private void delete(Path path) throws IOException {
        for (String name : files.list(path)) {
            delete(path.resolve(name));
        }
        files.delete(path);
    }

    /// Closes whatever is open and leaves all files.
    @Override
    public void close() {
        synchronized (open) {
            open.forEach(opened -> opened.engine().close());
            open.clear();
        }
    }
}
