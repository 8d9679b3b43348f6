package kv.server.config;

import java.net.URI;
import java.util.List;
import java.util.SortedMap;

/// Whom the member founds a cluster with, and what it tells others of itself.
///
/// @param initial the founding members' peer URLs by name, each list sorted; used only when the
///        data directory is new
/// @param token goes into the cluster id
/// @param state whether a cluster is founded or joined
/// @param strictReconfigCheck whether changes that would lose quorum are refused
/// @param advertisePeer this member's peer URLs as others reach them, sorted
/// @param advertiseClient this member's client URLs as clients reach them, sorted
public record ClusterConfig(
        SortedMap<String, List<URI>> initial,
        String token,
        ClusterState state,
        boolean strictReconfigCheck,
        List<URI> advertisePeer,
        List<URI> advertiseClient) {
}
