package kv.server.cluster;

import java.util.List;
import java.util.Optional;
import kv.transport.peer.PeerVersion;

/// Which version a cluster may speak. Stateless.
public final class ClusterVersions {

    private static final int LAST_WITHOUT_V3_FORM = 4;

    private ClusterVersions() {
    }

    /// What the leader should propose: the lowest version of all members if it is higher than what
    /// stands; when nothing stands and somebody has not answered, the lowest that any member may
    /// have.
    ///
    /// @param standing the cluster's version, empty while there is none
    /// @param members of each member, if it answered
    public static Optional<String> next(String standing, List<Optional<PeerVersion>> members) {
        boolean all = members.stream().allMatch(Optional::isPresent);
        Optional<PeerVersion> lowest = all
                ? members.stream().map(Optional::get).min(PeerVersion::compareTo)
                : Optional.empty();
        Optional<PeerVersion> now = PeerVersion.parse(standing);
        if (now.isEmpty()) {
            return Optional.of(text(lowest.orElse(new PeerVersion(3, 0))));
        }
        return lowest.filter(version -> version.compareTo(now.get()) > 0)
                .map(ClusterVersions::text);
    }

    /// Whether there may be members that know only the v2 form of what members say of the cluster.
    /// A cluster of version 3.0 is one whose members have not found out yet what they speak.
    ///
    /// @param standing the cluster's version, empty while there is none
    public static boolean speaksV2(String standing) {
        return PeerVersion.parse(standing).filter(version -> version.major() == 3
                && version.minor() >= 1 && version.minor() <= LAST_WITHOUT_V3_FORM).isPresent();
    }

    private static String text(PeerVersion version) {
        return version + ".0";
    }
}
