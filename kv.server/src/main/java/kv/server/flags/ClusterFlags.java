package kv.server.flags;

import static kv.server.flags.Flag.later;
import static kv.server.flags.Flag.served;
import static kv.server.flags.Flag.withoutEffect;
import static kv.server.flags.FlagType.BOOL;
import static kv.server.flags.FlagType.DURATION;
import static kv.server.flags.FlagType.TEXT;
import static kv.server.flags.FlagType.URLS;
import static kv.server.flags.FlagType.WORDS;

import java.util.List;

/// The flags about founding, finding and joining a cluster.
final class ClusterFlags {

    static final List<Flag> ALL = List.of(
            served("initial-advertise-peer-urls", URLS, "http://localhost:2380",
                    "Peer addresses of this member as others reach them."),
            served("initial-cluster", TEXT, "default=http://localhost:2380",
                    "The founding members: name=url, with a comma between."),
            served("initial-cluster-state", TEXT, "new", "Found a cluster or join one.")
                    .of("new", "existing"),
            served("initial-cluster-token", TEXT, "etcd-cluster",
                    "Keeps clusters apart that are founded with the same addresses."),
            served("advertise-client-urls", URLS, "http://localhost:2379",
                    "Client addresses of this member as clients reach them."),
            later("discovery-token", TEXT, "", "Token of the discovery service."),
            later("discovery-endpoints", WORDS, "", "Addresses of the discovery service."),
            later("discovery-dial-timeout", DURATION, "2s", "Time to connect to it."),
            later("discovery-request-timeout", DURATION, "5s", "Time for its answer."),
            later("discovery-keepalive-time", DURATION, "2s", "Time between pings to it."),
            later("discovery-keepalive-timeout", DURATION, "6s", "Time for the ping's answer."),
            later("discovery-insecure-transport", BOOL, "true", "Speak to it without TLS."),
            later("discovery-insecure-skip-tls-verify", BOOL, "false",
                    "Trust whatever certificate it shows."),
            later("discovery-cert", TEXT, "", "Certificate to show to it."),
            later("discovery-key", TEXT, "", "Key of that certificate."),
            later("discovery-cacert", TEXT, "", "Authority of its certificate."),
            later("discovery-user", TEXT, "", "User at the discovery service."),
            later("discovery-password", TEXT, "", "Password of that user."),
            later("discovery-fallback", TEXT, "exit", "What to do when discovery fails.")
                    .of("proxy", "exit"),
            later("discovery-srv", TEXT, "", "Domain whose SRV records name the members."),
            later("discovery-srv-name", TEXT, "", "Suffix of the SRV record's service name."),
            served("strict-reconfig-check", BOOL, "true",
                    "Refuse changes of membership that would lose quorum."),
            served("pre-vote", BOOL, "true", "Ask before raising the term."),
            later("auto-compaction-retention", TEXT, "0",
                    "History to keep: hours, a duration, or revisions; 0: all."),
            served("auto-compaction-mode", TEXT, "periodic",
                    "How auto-compaction-retention is meant: periodic or revision."),
            withoutEffect("v2-deprecation", TEXT, "write-only", "Phase of etcd's v2 store.")
                    .of("write-only", "write-only-drop-data", "gone"));

    private ClusterFlags() {
    }
}
