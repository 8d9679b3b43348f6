package kv.server.config;

import java.nio.file.Path;
import java.util.Optional;

/// Who the member is and where its files are.
///
/// @param name `--name`, unique in the cluster by custom
/// @param dataDirectory `--data-dir`, by default `<name>.etcd`
/// @param dedicatedWal `--wal-dir`: segments lie directly in it; absent: below the data directory
/// @param snapshotCount applied entries between two snapshots of the log, `--snapshot-count`
/// @param catchUpEntries entries kept for slow followers below a snapshot
public record MemberConfig(
        String name,
        Path dataDirectory,
        Optional<Path> dedicatedWal,
        long snapshotCount,
        long catchUpEntries) {

    /// Where the log's segments lie.
    public Path walDirectory() {
        return dedicatedWal.orElseGet(() -> memberDirectory().resolve("wal"));
    }

    /// Where log, snapshots and engine lie.
    public Path memberDirectory() {
        return dataDirectory.resolve("member");
    }
}
