package kv.server.cluster;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kv.server.config.ClusterConfig;
import kv.server.config.RefusedStart;
import kv.store.schema.MemberRow;

/// The cluster that a member without a log begins in: one that it founds, with ids that every
/// founder derives, or one that it joins, with ids that it was told.
///
/// @param self this member
/// @param members all of them, by ascending id
/// @param clusterId the cluster's id
/// @param version of the cluster that is joined; empty when it is not known
/// @param joins whether others run it already; then the log begins empty, and all that is in it
///        comes from them
public record Founding(MemberRow self, List<MemberRow> members, long clusterId, String version,
        boolean joins) {

    /// Keeps a list that nobody can change.
    public Founding {
        members = List.copyOf(members);
    }

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
        return new Founding(self, members,
                MemberIds.cluster(members.stream().map(MemberRow::id).toList()), "", false);
    }

    /// Those of the members that are not this one.
    public List<MemberRow> others() {
        return members.stream().filter(member -> member.id() != self.id()).toList();
    }
}
