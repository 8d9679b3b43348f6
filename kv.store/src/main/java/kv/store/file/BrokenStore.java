package kv.store.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// The disk did not do what the server depends on, while it was running: the process must stop
/// before it acknowledges anything more. Never caught to go on, never retried: after a failed fsync
/// the kernel may have dropped the pages, and a second fsync would report success for nothing.
public final class BrokenStore extends Error {

    private static final long serialVersionUID = 1L;

    /// What broke; the server turns it into its exit code.
    public enum Cause {
        /// A write found no space, or the quota was used up.
        DISK_FULL,
        /// A write failed for another reason.
        WRITE_FAILED,
        /// fsync, fdatasync or the sync of a directory failed.
        SYNC_FAILED,
        /// A read failed.
        READ_FAILED,
        /// A file could not be made, renamed or deleted.
        NAME_FAILED,
        /// What was read is not what was written.
        CORRUPT
    }

    /// Value of [#offset()] when no place in the file is to blame.
    public static final long NO_OFFSET = -1;

    private final Cause reason;
    private final transient Path file;
    private final long offset;
    private final String nextStep;

    private BrokenStore(
            Cause reason, Path file, long offset, String what, String nextStep, Throwable cause) {
        super(what + " Next: " + nextStep, cause);
        this.reason = reason;
        this.file = file;
        this.offset = offset;
        this.nextStep = nextStep;
    }

    /// A write of so many bytes at this offset failed. Tells a full disk from the rest.
    public static BrokenStore writing(
            Path file, long offset, long sizeBytes, long freeBytes, IOException cause) {
        if (isFull(cause) || freeBytes < sizeBytes) {
            String what = String.format(Locale.ROOT,
                    "No space to write %,d bytes at offset %,d of %s (%,d bytes free).",
                    sizeBytes, offset, file, freeBytes);
            return new BrokenStore(Cause.DISK_FULL, file, offset, what,
                    "free space on that file system, then start the server again;"
                            + " nothing acknowledged is missing.", cause);
        }
        return new BrokenStore(Cause.WRITE_FAILED, file, offset,
                "Writing " + sizeBytes + " bytes at offset " + offset + " of " + file + " failed: "
                        + cause.getMessage() + ".", CHECK_DISK, cause);
    }

    /// The sync of a file or directory failed.
    public static BrokenStore syncing(Path file, IOException cause) {
        return new BrokenStore(isFull(cause) ? Cause.DISK_FULL : Cause.SYNC_FAILED, file, NO_OFFSET,
                "fsync of " + file + " failed: " + cause.getMessage() + ".", CHECK_DISK, cause);
    }

    /// A read failed.
    public static BrokenStore reading(Path file, long offset, IOException cause) {
        return new BrokenStore(Cause.READ_FAILED, file, offset,
                "Reading " + file + " at offset " + offset + " failed: " + cause.getMessage() + ".",
                CHECK_DISK, cause);
    }

    /// A file could not be made, opened, renamed or deleted while the server was running.
    public static BrokenStore naming(Path file, IOException cause) {
        return new BrokenStore(isFull(cause) ? Cause.DISK_FULL : Cause.NAME_FAILED, file, NO_OFFSET,
                "Making, opening or renaming " + file + " failed: " + cause.getMessage() + ".",
                "check space, permissions and the kernel log, then start the server again.", cause);
    }

    /// Bytes that were written, or checked at start, now read differently.
    public static BrokenStore corrupt(Path file, long offset, String problem) {
        return new BrokenStore(Cause.CORRUPT, file, offset,
                file + " is damaged at offset " + offset + ": " + problem + ".", CHECK_DISK, null);
    }

    private static final String CHECK_DISK =
            "check the disk and the kernel log before the server is started again.";

    /// What broke.
    public Cause reason() {
        return reason;
    }

    /// The file or directory concerned; null only in a copy that was deserialized.
    public Path file() {
        return file;
    }

    /// Where in the file, or [#NO_OFFSET].
    public long offset() {
        return offset;
    }

    /// What the operator can safely do.
    public String nextStep() {
        return nextStep;
    }

    /// The JDK gives no error number, only the text of strerror.
    private static boolean isFull(IOException cause) {
        String text = String.valueOf(cause.getMessage());
        return text.contains("No space left") || text.contains("quota exceeded");
    }
}
