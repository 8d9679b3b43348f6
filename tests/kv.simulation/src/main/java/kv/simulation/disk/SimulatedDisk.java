package kv.simulation.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kv.store.file.BrokenStore;
import kv.store.file.FileAccess;
import kv.store.file.StoreFile;

/// A disk in memory that does all that a disk may do, from a seed. Confined to one thread.
///
/// - At a crash, each 512-byte sector written since its file's last sync is there or not, and so is
///   a file's new size. A sector is whole, in its old or its new form.
/// - At a crash, of what was done to the names in a directory since its last sync, a first part is
///   there. Renaming is all or nothing.
/// - [#crashAfter(long)] loses power in the midst of a later change; from then on everything is
///   [PowerLoss] until [#restart()].
/// - [#capacityBytes(long)] fills it up; [#failSyncAfter(long)] lets a sync fail, after which the
///   changes before it are in doubt for ever.
///
/// Paths are absolute; the root exists. All failures are those that [FileAccess] promises.
public final class SimulatedDisk implements FileAccess {

    private static final long NEVER = Long.MAX_VALUE;

    private final RandomGenerator random;
    private final Node.Directory root = new Node.Directory();
    private long changes;
    private long syncs;
    private long crashAt = NEVER;
    private long failingSync = NEVER;
    private long capacityBytes = Long.MAX_VALUE;
    private String lostSyncs;
    private int life;
    private boolean powered = true;

    /// A disk that does the same things in the same order each time it gets this seed.
    public SimulatedDisk(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Changes made so far: writes, sizes, syncs and names.
    public long changes() {
        return changes;
    }

    /// Syncs of file contents asked for so far.
    public long syncs() {
        return syncs;
    }

    /// Loses power in the midst of the change after so many more.
    public void crashAfter(long more) {
        crashAt = changes + more;
    }

    /// Lets the sync of a file's contents fail after so many more good ones.
    public void failSyncAfter(long more) {
        failingSync = syncs + more;
    }

    /// Holds no more than this from now on.
    public void capacityBytes(long bytes) {
        capacityBytes = bytes;
    }

    /// Lies from now on about the syncs of files whose names end so: it makes nothing durable.
    public void loseSyncs(String suffix) {
        lostSyncs = suffix;
    }

    /// Loses power now.
    public void crash() {
        powered = false;
        crashAt = NEVER;
    }

    /// Gives power back, after [#crash()] if it has not been lost; what was not synced is gone or
    /// not. Nothing that was open before is of any use.
    public void restart() {
        life++;
        powered = true;
        crashAt = NEVER;
        failingSync = NEVER;
        crash(root);
    }

    private void crash(Node node) {
        switch (node) {
            case Node.File file -> {
                file.lock = null;
                file.content.crash(random);
            }
            case Node.Directory directory -> {
                directory.crash(random);
                directory.seen.values().forEach(this::crash);
            }
        }
    }

    void requirePower(int lifeOfCaller) {
        if (!powered || lifeOfCaller != life) {
            throw new PowerLoss();
        }
    }

    /// Makes a change, or the crash in its midst: it may have come to pass or not.
    void change(Runnable change) {
        boolean crashes = changes++ >= crashAt;
        if (!crashes || random.nextBoolean()) {
            change.run();
        }
        if (crashes) {
            crash();
            throw new PowerLoss();
        }
    }

    void write(Path path, Content content, byte[] bytes, long offset) {
        long needed = content.sectorsFor(offset, bytes.length) * Content.SECTOR_BYTES;
        if (needed > freeBytes(path)) {
            throw BrokenStore.writing(path, offset, bytes.length, freeBytes(path),
                    new IOException("No space left on device"));
        }
        change(() -> content.write(bytes, offset));
    }

    void sync(Path path, Content content) {
        if (syncs++ >= failingSync) {
            content.syncPartly(random);
            throw BrokenStore.syncing(path, new IOException("Input/output error"));
        }
        boolean lies = lostSyncs != null && path.toString().endsWith(lostSyncs);
        change(lies ? () -> { } : content::sync);
    }

    @Override
    public StoreFile open(Path file, OpenMode mode) throws IOException {
        requirePower(life);
        Node.Directory directory = directory(file.getParent());
        String name = file.getFileName().toString();
        Node node = directory.seen.get(name);
        if (node == null && (mode == OpenMode.READ || mode == OpenMode.WRITE)) {
            throw new NoSuchFileException(file.toString());
        }
        if (node != null && mode == OpenMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (node == null) {
            Node.File made = new Node.File();
            change(() -> directory.change(names -> names.put(name, made)));
            node = made;
        }
        if (node instanceof Node.File found) {
            return new SimulatedFile(this, file, found, life);
        }
        throw new IOException(file + " is a directory");
    }

    @Override
    public boolean exists(Path path) {
        requirePower(life);
        return find(path) != null;
    }

    @Override
    public List<String> list(Path directory) {
        requirePower(life);
        return find(directory) instanceof Node.Directory found
                ? new ArrayList<>(found.seen.keySet()) : List.of();
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        requirePower(life);
        if (directory.getParent() == null || find(directory) instanceof Node.Directory) {
            return;
        }
        createDirectories(directory.getParent());
        Node.Directory parent = directory(directory.getParent());
        Node.Directory made = new Node.Directory();
        change(() -> parent.change(
                names -> names.put(directory.getFileName().toString(), made)));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        requirePower(life);
        if (!from.getParent().equals(to.getParent())) {
            throw new IOException("renamed to another directory: " + from);
        }
        Node.Directory parent = directory(from.getParent());
        Node moved = parent.seen.get(from.getFileName().toString());
        if (moved == null) {
            throw new NoSuchFileException(from.toString());
        }
        if (find(to) instanceof Node.Directory replaced && !replaced.seen.isEmpty()) {
            throw new DirectoryNotEmptyException(to.toString());
        }
        change(() -> parent.change(names -> {
            names.remove(from.getFileName().toString());
            names.put(to.getFileName().toString(), moved);
        }));
    }

    @Override
    public void delete(Path path) throws IOException {
        requirePower(life);
        Node node = find(path);
        if (node == null) {
            return;
        }
        if (node instanceof Node.Directory found && !found.seen.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        Node.Directory parent = directory(path.getParent());
        change(() -> parent.change(names -> names.remove(path.getFileName().toString())));
    }

    @Override
    public void syncDirectory(Path directory) {
        requirePower(life);
        if (find(directory) instanceof Node.Directory found) {
            change(found::sync);
        }
    }

    @Override
    public long freeBytes(Path path) {
        return capacityBytes - usedBytes(root);
    }

    private static long usedBytes(Node node) {
        return switch (node) {
            case Node.File file -> (long) file.content.sectors() * Content.SECTOR_BYTES;
            case Node.Directory directory ->
                    directory.seen.values().stream().mapToLong(SimulatedDisk::usedBytes).sum();
        };
    }

    /// What a reader of the file would see.
    public byte[] bytes(Path file) {
        if (find(file) instanceof Node.File found) {
            ByteBuffer all = ByteBuffer.allocate((int) found.content.sizeBytes());
            found.content.read(all, 0);
            return all.array();
        }
        throw new IllegalArgumentException("no file " + file);
    }

    /// Puts other contents, durably, under a file's name: damage.
    public void overwrite(Path file, byte[] bytes) {
        if (find(file) instanceof Node.File found) {
            found.content.truncate(0);
            found.content.write(bytes, 0);
            found.content.sync();
        } else {
            throw new IllegalArgumentException("no file " + file);
        }
    }

    private Node.Directory directory(Path path) throws IOException {
        if (find(path) instanceof Node.Directory found) {
            return found;
        }
        throw new NoSuchFileException(String.valueOf(path));
    }

    private Node find(Path path) {
        Node node = root;
        for (Path name : path) {
            Map<String, Node> names = node instanceof Node.Directory directory
                    ? directory.seen : Map.of();
            node = names.get(name.toString());
            if (node == null) {
                return null;
            }
        }
        return node;
    }
}
