package kv.server.flags;

import static kv.server.flags.Flag.later;
import static kv.server.flags.Flag.served;
import static kv.server.flags.Flag.withoutEffect;
import static kv.server.flags.FlagType.BOOL;
import static kv.server.flags.FlagType.DURATION;
import static kv.server.flags.FlagType.INT;
import static kv.server.flags.FlagType.TEXT;
import static kv.server.flags.FlagType.UINT;
import static kv.server.flags.FlagType.UINT32;
import static kv.server.flags.FlagType.URLS;

import java.util.List;

/// The flags of the member itself: its files, addresses, timing and limits.
final class MemberFlags {

    static final List<Flag> ALL = List.of(
            served("name", TEXT, "default", "Name of this member, for people."),
            served("data-dir", TEXT, "", "Directory for everything; ${name}.etcd when empty."),
            served("wal-dir", TEXT, "", "Directory for the log alone; inside data-dir when empty."),
            served("snapshot-count", UINT, "10000",
                    "Applied entries after which the log is cut behind a snapshot."),
            served("snapshot-catchup-entries", UINT, "5000",
                    "Entries kept below a snapshot for slow followers."),
            served("heartbeat-interval", UINT, "100", "Milliseconds between two heartbeats."),
            served("election-timeout", UINT, "1000",
                    "Milliseconds of silence after which an election begins."),
            served("initial-election-tick-advance", BOOL, "true",
                    "Whether a starting member shortens its first wait for a leader."),
            served("listen-peer-urls", URLS, "http://localhost:2380",
                    "Addresses for other members."),
            served("listen-client-urls", URLS, "http://localhost:2379",
                    "Addresses for clients; port 0 takes a free one."),
            later("listen-client-http-urls", URLS, "",
                    "Addresses for HTTP clients alone; empty: they share listen-client-urls."),
            served("quota-backend-bytes", INT, "0",
                    "Size of the stored data at which writes are refused; 0: 2 GiB, below: none."),
            served("backend-batch-interval", DURATION, "0s",
                    "Longest time between two commits of the engine; 0s: 100ms."),
            served("backend-batch-limit", INT, "0",
                    "Operations after which a commit of the engine comes sooner; 0: 10000."),
            withoutEffect("backend-bbolt-freelist-type", TEXT, "",
                    "etcd's choice between two forms of its free list."),
            served("max-txn-ops", UINT, "128", "Most operations in one transaction."),
            served("max-request-bytes", UINT, "1572864", "Largest request of a client, in bytes."),
            served("max-concurrent-streams", UINT32, "4294967295",
                    "Most streams that one client connection may have open."),
            served("grpc-keepalive-min-time", DURATION, "5s",
                    "Clients that ping more often are told off."),
            served("grpc-keepalive-interval", DURATION, "2h0m0s",
                    "Silence after which the server pings a client; 0s: never."),
            served("grpc-keepalive-timeout", DURATION, "20s",
                    "Time for the answer before the connection is closed; 0s: for ever."),
            later("socket-reuse-port", BOOL, "false", "Share listening ports (SO_REUSEPORT)."),
            later("socket-reuse-address", BOOL, "false", "Take addresses that others use."),
            later("raft-read-timeout", DURATION, "5s", "Time for a read on a peer connection."),
            later("raft-write-timeout", DURATION, "5s", "Time for a write on a peer connection."),
            later("memory-mlock", BOOL, "false", "Keep the process in memory."),
            withoutEffect("bootstrap-defrag-threshold-megabytes", UINT, "0",
                    "Unused megabytes above which etcd defragments when it starts."),
            later("max-learners", INT, "1", "Most members without a vote."),
            withoutEffect("max-snapshots", UINT, "5", "Snapshot files that etcd keeps."),
            withoutEffect("max-wals", UINT, "5", "Log files that etcd keeps."));

    private MemberFlags() {
    }
}
