package kv.transport.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who this member is, as its peers ask and are told. Immutable.
///
/// @param clusterId the cluster's id
/// @param memberId this member's id
/// @param version what it announces, `major.minor.patch`; peers of older releases do not survive
///        anything else
/// @param peerUrls where peers reach it
public record PeerIdentity(
        long clusterId, long memberId, String version, List<String> peerUrls) {

    /// Names the cluster, in requests and answers.
    public static final String CLUSTER_ID = "X-Etcd-Cluster-Id";
    /// Names the version of who speaks.
    public static final String SERVER_VERSION = "X-Server-Version";
    /// Names the member that asks.
    public static final String SERVER_FROM = "X-Server-From";
    /// Names the oldest version that the asking member works with.
    public static final String MIN_CLUSTER_VERSION = "X-Min-Cluster-Version";
    /// Names the member that is asked for a stream.
    public static final String RAFT_TO = "X-Raft-To";
    /// Names the URLs of the member that asks.
    public static final String PEER_URLS = "X-Peerurls";
    /// The oldest version that this and every etcd works with.
    public static final PeerVersion MIN_CLUSTER = new PeerVersion(3, 0);

    /// @throws IllegalArgumentException when the version would break peers
    public PeerIdentity {
        if (PeerVersion.parse(version).isEmpty()) {
            throw new IllegalArgumentException("not a version to announce: " + version);
        }
        peerUrls = List.copyOf(peerUrls);
    }

    /// The cluster's id as headers have it.
    public String cluster() {
        return Long.toHexString(clusterId);
    }

    /// What the member announces.
    public PeerVersion announced() {
        return PeerVersion.parse(version).orElseThrow();
    }

    /// What every request to a peer carries.
    public Map<String, String> requestHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CLUSTER_ID, cluster());
        headers.put(MIN_CLUSTER_VERSION, MIN_CLUSTER + ".0");
        headers.put(PEER_URLS, String.join(",", peerUrls));
        headers.put(SERVER_FROM, Long.toHexString(memberId));
        headers.put(SERVER_VERSION, version);
        return headers;
    }
}
