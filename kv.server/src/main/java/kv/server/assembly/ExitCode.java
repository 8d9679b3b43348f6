package kv.server.assembly;

import kv.api.spi.storage.StorageException;
import kv.server.cluster.RemovedMember;
import kv.store.file.BrokenStore;

/// With what the process ends. The one table of exit codes; 1 and 2 are etcd's, those from 64 on
/// say what broke while the member was running. Death by SIGTERM or SIGINT after an orderly stop is
/// 143 or 130, as with etcd.
enum ExitCode {
    /// Stopped in order, without a signal.
    STOPPED(0),
    /// Refused to start: bad values, an address in use, a directory that cannot be used. Also the
    /// end of a member that was removed from its cluster.
    REFUSED(1),
    /// The command line cannot be understood.
    BAD_COMMAND_LINE(2),
    /// A thread failed or an invariant did not hold: a fault in kvd.
    BROKEN_INVARIANT(64),
    /// No space was left to write the log or the data.
    DISK_FULL(65),
    /// A write failed for another reason.
    WRITE_FAILED(66),
    /// fsync failed; what was written before may be lost.
    SYNC_FAILED(67),
    /// A read failed.
    READ_FAILED(68),
    /// A file could not be made, renamed or deleted.
    FILE_NAME_FAILED(69),
    /// What was read is not what was written.
    CORRUPT(70),
    /// The storage engine cannot go on.
    ENGINE_FAILED(71),
    /// The Java heap was used up. With the image's settings the Java machine itself ends the
    /// process with this code, before any of our code runs.
    OUT_OF_MEMORY(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// The code for what a loop threw.
    static ExitCode of(Throwable broken) {
        return switch (broken) {
            case BrokenStore store -> of(store.reason());
            case StorageException engine -> diskFull(engine) ? DISK_FULL : ENGINE_FAILED;
            case OutOfMemoryError memory -> OUT_OF_MEMORY;
            case RemovedMember removed -> REFUSED;
            default -> BROKEN_INVARIANT;
        };
    }

    /// Engines tell a full disk only by the words of the system.
    private static boolean diskFull(StorageException engine) {
        return String.valueOf(engine.getMessage()).contains("No space left");
    }

    private static ExitCode of(BrokenStore.Cause cause) {
        return switch (cause) {
            case DISK_FULL -> DISK_FULL;
            case WRITE_FAILED -> WRITE_FAILED;
            case SYNC_FAILED -> SYNC_FAILED;
            case READ_FAILED -> READ_FAILED;
            case NAME_FAILED -> FILE_NAME_FAILED;
            case CORRUPT -> CORRUPT;
        };
    }
}
