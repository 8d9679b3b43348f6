package kv.server.cluster;

import java.util.List;
import java.util.Optional;
import kv.transport.peer.PeerVersion;

/// Which version a cluster may speak. Stateless.
public final class ClusterVersions {

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

    private static String text(PeerVersion version) {
        return version + ".0";
    }
}
