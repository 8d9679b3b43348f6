package kv.store.file;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// An open file that is read and written by position. Owned by one thread, which is never
/// interrupted (an interrupt would close the channel beneath for everybody).
///
/// Every failure is a [BrokenStore]: the contents of a file whose write or sync failed are unknown,
/// and asking again may be answered "done" for pages that the kernel has already dropped.
public interface StoreFile extends AutoCloseable {

    /// Where the file stood when it was opened; messages name it. A later rename does not show.
    Path path();

    /// Reads into the buffer from this offset on until the buffer is full or the file ends.
    ///
    /// @return bytes read, 0 at or after the end of the file
    int read(ByteBuffer target, long offset);

    /// Writes everything that remains in the buffer at this offset, growing the file if needed.
    /// Not durable before [#sync()].
    void write(ByteBuffer source, long offset);

    /// Size of the file in bytes.
    long sizeBytes();

    /// Cuts everything from this size on. Does nothing to a file that is not longer.
    void truncate(long sizeBytes);

    /// Grows the file to this size; the new bytes read as zeros and may take no space yet. Does
    /// nothing to a file that is not shorter.
    void extend(long sizeBytes);

    /// Makes contents and size durable, but not times and permissions (fdatasync).
    void sync();

    /// Makes everything about the file durable (fsync).
    void syncAll();

    /// Takes the file for this process until it is closed, against other processes and other opens
    /// in this one.
    ///
    /// @return whether the lock was got; false if somebody else has it
    boolean tryLock();

    /// Closes without syncing.
    @Override
    void close();
}
