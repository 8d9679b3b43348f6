package kv.server.assembly;

import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.storage.StorageEngine;
import kv.server.config.ServerConfig;
import kv.server.loop.Clock;
import kv.server.member.RunningMember;
import kv.store.file.FileAccess;

/// How the assembly makes a member, once everything below it is there.
@FunctionalInterface
interface MemberOpener {

    /// Reads the member's files and makes its loops; starts none.
    ///
    /// @param config with the ports that were taken
    /// @param below what it stands on
    RunningMember open(ServerConfig config, Below below);

    /// What a member stands on. The assembly closes the engine after the member.
    ///
    /// @param files the door to the disk
    /// @param engine open, and the data directory's own
    /// @param clock the machine's
    /// @param metrics where it counts
    record Below(FileAccess files, StorageEngine engine, Clock clock, MetricRegistry metrics) {
    }
}
