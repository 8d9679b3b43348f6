package kv.server.founding;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kv.server.cluster.Founding;
import kv.server.config.ClusterConfig;
import kv.server.config.ClusterState;
import kv.server.config.RefusedStart;
import kv.server.config.ServerConfig;
import kv.server.peer.Network;
import kv.server.peer.RemoteCluster;
import kv.server.peer.RemoteCluster.Described;
import kv.store.file.FileAccess;
import kv.store.schema.MemberRow;
import kv.store.wal.WalDirectory;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerVersion;

/// Finds out in which cluster a member begins. A directory with a log knows its cluster, and the
/// flags count no more. Without one, a new cluster is founded, unless this member was part of it
/// before and has lost its disk; or a running one is joined, which its members are asked about.
/// Confined to the starting thread, which waits for answers.
public final class ClusterStart {

    private static final PeerVersion OWN = new PeerVersion(3, 7);

    private final FileAccess files;
    private final Network network;

    public ClusterStart(FileAccess files, Network network) {
        this.files = files;
        this.network = network;
    }

    /// Where the member begins.
    ///
    /// @throws RefusedStart when it cannot, with etcd's text
    public Founding check(ServerConfig config) {
        String name = config.member().name();
        ClusterConfig cluster = config.cluster();
        if (WalDirectory.of(files, config.member().walDirectory()).holdsLog()) {
            return Founding.of(name, forgetting(name, cluster));
        }
        FoundingCheck.check(config);
        Founding named = Founding.of(name, cluster);
        RemoteCluster remote =
                new RemoteCluster(network, config.timing().requestTimeoutMs());
        if (cluster.state() == ClusterState.EXISTING) {
            return join(named, remote);
        }
        refuseLostDisk(named, new RemoteCluster(network, bootstrapTimeoutMs(config)));
        return named;
    }

    private static ClusterConfig forgetting(String name, ClusterConfig cluster) {
        return new ClusterConfig(new TreeMap<>(Map.of(name, cluster.advertisePeer())),
                cluster.token(), cluster.state(), cluster.strictReconfigCheck(),
                cluster.advertisePeer(), cluster.advertiseClient());
    }

    private static long bootstrapTimeoutMs(ServerConfig config) {
        return 1_000 + config.timing().electionMs();
    }

    private static void refuseLostDisk(Founding named, RemoteCluster remote) {
        remote.describe(urls(named.others())).join()
                .ifPresent(running -> refuseLostDisk(named.self().id(), running.members()));
    }

    /// A member that has voted and forgotten it could vote twice. One that has run before has told
    /// the others where clients reach it.
    private static void refuseLostDisk(long id, List<MemberRow> running) {
        boolean known = running.stream()
                .anyMatch(member -> member.id() == id && !member.clientUrls().isEmpty());
        if (known) {
            throw FoundingCheck.refused("member " + Long.toHexString(id)
                    + " has already been bootstrapped")
                    .advise("put its data directory back; or remove it from the cluster, add it"
                            + " again, and start it with --initial-cluster-state=existing");
        }
    }

    private static Founding join(Founding named, RemoteCluster remote) {
        Described running = remote.describe(urls(named.others())).join().orElseThrow(
                () -> FoundingCheck.refused("cannot fetch cluster info from peer urls: could not"
                        + " retrieve cluster information from the given URLs")
                        .advise("see that a member of --initial-cluster runs and is reached"));
        List<MemberRow> members = matched(named, running);
        MemberRow self = members.stream()
                .filter(member -> member.name().equals(named.self().name())).findFirst()
                .orElseThrow();
        refuseLostDisk(self.id(), members);
        PeerVersion version = requireCompatible(members, self, remote);
        return new Founding(self, members, running.id(), version + ".0", true);
    }

    /// Each running member is one that the flags name, by its peer URLs; ids come from those that
    /// run.
    private static List<MemberRow> matched(Founding named, Described running) {
        String failure = "error validating peerURLs " + describe(running) + ": ";
        if (running.members().size() != named.members().size()) {
            throw mismatch(failure + "member count is unequal");
        }
        List<MemberRow> members = new ArrayList<>();
        for (MemberRow member : running.members()) {
            MemberRow twin = named.members().stream()
                    .filter(other -> new HashSet<>(other.peerUrls())
                            .equals(new HashSet<>(member.peerUrls())))
                    .findFirst()
                    .orElseThrow(() -> mismatch(failure + "PeerURLs: no match found for existing"
                            + " member (" + Long.toHexString(member.id()) + ", "
                            + member.peerUrls() + ")"));
            members.add(new MemberRow(member.id(), member.peerUrls(), member.learner(),
                    twin.name(), member.clientUrls()));
        }
        return members;
    }

    private static RefusedStart mismatch(String reason) {
        return FoundingCheck.refused(reason).advise(
                "give --initial-cluster as `member add` printed it");
    }

    private static String describe(Described running) {
        return "{ClusterID:" + Long.toHexString(running.id()) + " Members:"
                + running.members().size() + "}";
    }

    /// @return the lowest version that one of them takes for the cluster's
    private static PeerVersion requireCompatible(
            List<MemberRow> members, MemberRow self, RemoteCluster remote) {
        PeerVersion lowest = null;
        for (MemberRow member : members) {
            if (member.id() == self.id()) {
                continue;
            }
            Optional<PeerVersion> version = remote.clusterVersion(urls(List.of(member))).join();
            if (lowest == null || version.isPresent() && version.get().compareTo(lowest) < 0) {
                lowest = version.orElse(lowest);
            }
            boolean strange = version.isPresent() && (version.get().compareTo(OWN) > 0
                    || version.get().compareTo(PeerIdentity.MIN_CLUSTER) < 0);
            if (strange) {
                throw FoundingCheck.refused("incompatible with current running cluster");
            }
        }
        if (lowest == null) {
            throw FoundingCheck.refused("incompatible with current running cluster");
        }
        return lowest;
    }

    private static List<URI> urls(List<MemberRow> members) {
        return members.stream().flatMap(member -> member.peerUrls().stream())
                .sorted().map(URI::create).toList();
    }
}
