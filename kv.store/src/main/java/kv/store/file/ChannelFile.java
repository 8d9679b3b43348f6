package kv.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A [StoreFile] over a FileChannel. Owned by whoever opened it.
final class ChannelFile implements StoreFile {

    private final Path path;
    private final FileChannel channel;

    ChannelFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public int read(ByteBuffer target, long offset) {
        int total = 0;
        try {
            while (target.hasRemaining()) {
                int read = channel.read(target, offset + total);
                if (read < 0) {
                    break;
                }
                total += read;
            }
        } catch (IOException failed) {
            throw BrokenStore.reading(path, offset + total, failed);
        }
        return total;
    }

    @Override
    public void write(ByteBuffer source, long offset) {
        long at = offset;
        try {
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        } catch (IOException failed) {
            throw BrokenStore.writing(path, at, source.remaining(), freeBytes(), failed);
        }
    }

    @Override
    public long sizeBytes() {
        try {
            return channel.size();
        } catch (IOException failed) {
            throw BrokenStore.reading(path, BrokenStore.NO_OFFSET, failed);
        }
    }

    @Override
    public void truncate(long sizeBytes) {
        try {
            channel.truncate(sizeBytes);
        } catch (IOException failed) {
            throw BrokenStore.writing(path, sizeBytes, 0, freeBytes(), failed);
        }
    }

    @Override
    public void extend(long sizeBytes) {
        if (sizeBytes > sizeBytes()) {
            write(ByteBuffer.allocate(1), sizeBytes - 1);
        }
    }

    @Override
    public void sync() {
        force(false);
    }

    @Override
    public void syncAll() {
        force(true);
    }

    private void force(boolean everything) {
        try {
            channel.force(everything);
        } catch (IOException failed) {
            throw BrokenStore.syncing(path, failed);
        }
    }

    @Override
    public boolean tryLock() {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByUs) {
            return false;
        } catch (IOException failed) {
            throw BrokenStore.naming(path, failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw BrokenStore.naming(path, failed);
        }
    }

    /// For the message of a failed write; when even that is not to be had, the disk is not full.
    private long freeBytes() {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
