package kv.server.member;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import kv.api.service.Services;
import kv.server.lease.LeaseDesk;
import kv.store.schema.MemberRow;

/// One member, from the moment its files are open until it is closed. Any thread; no method but
/// [#start()] and [#close()] ever blocks.
///
/// Its life: whoever made it calls [#start()] once, waits for [#ready()], opens the client port,
/// and calls [#close()] in the end. When [#failure()] completes, the member serves no more and is
/// still to be closed.
public interface RunningMember extends AutoCloseable {

    /// Starts the loops: the log is replayed, an election held, the member published.
    void start();

    /// What the member offers to protocols. Calls before [#ready()] are answered, if with a
    /// refusal.
    Services services();

    /// The member's id.
    long memberId();

    /// The cluster's id.
    long clusterId();

    /// The applied cluster version, such as `3.7.0`; empty until one is decided.
    Optional<String> clusterVersion();

    /// The version of the stored form, such as `3.7.0`; `3.5.0` until the cluster version is known.
    String storageVersion();

    /// The members as the newest applied entry left them, by ascending id.
    List<MemberRow> members();

    /// Gives a learner its vote, here or at the leader.
    ///
    /// @return all members after it; failed with a [kv.api.KvException]
    CompletableFuture<List<MemberRow>> promote(long id);

    /// Where other members ask about leases.
    LeaseDesk leaseDesk();

    /// Whether a leader is known.
    boolean hasLeader();

    /// Whether this member has no vote.
    boolean learner();

    /// Whether the cluster is on its way to a lower version.
    boolean downgrading();

    /// Names of the alarms that any member has raised, such as `NOSPACE`.
    SortedSet<String> alarms();

    /// Reads at most one key, without regard to permissions, to see that reads are served.
    ///
    /// @param serializable whether the local state is enough; else consensus is asked
    /// @return done when the read was answered; completed exceptionally with its refusal otherwise,
    ///         after the server's own time limit at the latest
    CompletableFuture<Void> probe(boolean serializable);

    /// Done when the member has published itself, so that clients may be served.
    CompletableFuture<Void> ready();

    /// Done, with what broke, when a loop has stopped for good.
    CompletableFuture<Throwable> failure();

    /// Stops the loops in order, commits what is applied and closes the files.
    @Override
    void close();
}
