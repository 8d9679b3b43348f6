package kv.server.http;

import kv.server.config.Version;
import kv.server.member.RunningMember;

/// The document of `/version`, alike on the client and the peer port.
public final class VersionText {

    private VersionText() {
    }

    /// What the member says now, as JSON.
    public static String of(RunningMember member) {
        return "{\"etcdserver\":\"" + Version.ETCD
                + "\",\"etcdcluster\":\"" + member.clusterVersion().orElse("not_decided")
                + "\",\"storage\":\"" + member.storageVersion() + "\"}";
    }
}
