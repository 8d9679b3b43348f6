package kv.server.cluster;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kv.server.config.ClusterConfig;
import kv.server.config.RefusedStart;
import kv.store.schema.MemberRow;

/// A cluster that is to be founded: its members as the configuration names them, with the ids that
/// every one of them derives.
///
/// @param self this member
/// @param members all of them, by ascending id
public record Founding(MemberRow self, List<MemberRow> members) {

    /// Derives ids and members from `--initial-cluster`.
    ///
    /// @param name this member's name
    /// @throws RefusedStart when the member is not among those named
    public static Founding of(String name, ClusterConfig config) {
        List<MemberRow> members = new ArrayList<>();
        for (Map.Entry<String, List<URI>> initial : config.initial().entrySet()) {
            List<String> urls = initial.getValue().stream().map(URI::toString).toList();
            long id = MemberIds.member(urls, config.token());
            members.add(new MemberRow(id, urls, false, initial.getKey(), List.of()));
        }
        members.sort((a, b) -> Long.compareUnsigned(a.id(), b.id()));
        MemberRow self = members.stream().filter(member -> member.name().equals(name)).findFirst()
                .orElseThrow(() -> RefusedStart.because("couldn't find local name \"" + name
                        + "\" in the initial cluster configuration", "unknown member"));
        return new Founding(self, List.copyOf(members));
    }

    /// The cluster's id.
    public long clusterId() {
        return MemberIds.cluster(members.stream().map(MemberRow::id).toList());
    }
}
