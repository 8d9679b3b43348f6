package kv.server.peer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kv.server.cluster.ClusterVersions;
import kv.server.cluster.Membership;
import kv.server.loop.Loop;
import kv.store.schema.MemberRow;
import kv.transport.peer.PeerVersion;

/// A leader's duty: every four seconds it asks all members for their versions and proposes the
/// lowest as the cluster's, when that is higher than what stands. Turned on one thread; answers
/// come on others and change nothing here but the proposal.
public final class VersionMonitor implements Loop {

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(4);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Parts parts;
    private long term;
    private long nextNs;

    /// What the monitor asks.
    ///
    /// @param selfId this member
    /// @param own this member's version
    /// @param leadingTerm the term in which this member leads for certain, 0 if it does not
    /// @param membership as the newest applied entry left it
    /// @param remote asks members for their versions
    /// @param propose takes a version for the cluster, such as `3.7.0`
    public record Parts(
            long selfId,
            PeerVersion own,
            LongSupplier leadingTerm,
            Supplier<Membership> membership,
            RemoteCluster remote,
            Consumer<String> propose) {
    }

    public VersionMonitor(Parts parts) {
        this.parts = parts;
    }

    @Override
    public String roleName() {
        return "kvd-version";
    }

    @Override
    public int doWork(long nowNs) {
        long leading = parts.leadingTerm().getAsLong();
        if (leading == 0) {
            term = 0;
            nextNs = nowNs + LOOK_NS;
        } else if (leading != term || nextNs - nowNs <= 0) {
            term = leading;
            nextNs = nowNs + INTERVAL_NS;
            check();
        }
        return 0;
    }

    /// Looked at again and again while others lead: nobody calls this loop when that changes.
    @Override
    public long nextDeadlineNs() {
        return nextNs;
    }

    private void check() {
        List<CompletableFuture<Optional<PeerVersion>>> asked = new ArrayList<>();
        for (MemberRow member : parts.membership().get().members()) {
            asked.add(member.id() == parts.selfId()
                    ? CompletableFuture.completedFuture(Optional.of(parts.own()))
                    : parts.remote().version(urls(member)));
        }
        CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenRun(() -> {
            List<Optional<PeerVersion>> versions =
                    asked.stream().map(CompletableFuture::join).toList();
            ClusterVersions.next(parts.membership().get().version(), versions)
                    .ifPresent(parts.propose());
        });
    }

    private static List<URI> urls(MemberRow member) {
        return member.peerUrls().stream().map(URI::create).toList();
    }
}
