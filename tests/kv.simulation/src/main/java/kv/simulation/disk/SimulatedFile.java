package kv.simulation.disk;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import kv.store.file.StoreFile;

/// An open file of a [SimulatedDisk]. A crash closes it for good.
final class SimulatedFile implements StoreFile {

    private final SimulatedDisk disk;
    private final Path path;
    private final Node.File file;
    private final int life;

    SimulatedFile(SimulatedDisk disk, Path path, Node.File file, int life) {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.life = life;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public int read(ByteBuffer target, long offset) {
        disk.requirePower(life);
        return file.content.read(target, offset);
    }

    @Override
    public void write(ByteBuffer source, long offset) {
        disk.requirePower(life);
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        disk.write(path, file.content, bytes, offset);
    }

    @Override
    public long sizeBytes() {
        disk.requirePower(life);
        return file.content.sizeBytes();
    }

    @Override
    public void truncate(long sizeBytes) {
        disk.requirePower(life);
        disk.change(() -> file.content.truncate(sizeBytes));
    }

    @Override
    public void extend(long sizeBytes) {
        disk.requirePower(life);
        disk.change(() -> file.content.extend(sizeBytes));
    }

    @Override
    public void sync() {
        disk.requirePower(life);
        disk.sync(path, file.content);
    }

    @Override
    public void syncAll() {
        sync();
    }

    @Override
    public boolean tryLock() {
        disk.requirePower(life);
        if (file.lock != null) {
            return false;
        }
        file.lock = this;
        return true;
    }

    @Override
    public void close() {
        if (file.lock == this) {
            file.lock = null;
        }
    }
}
