package kv.store.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.store.schema.LeaseRow;

/// All leases by id. Changed by kvd-apply alone, at the entry that says so; any thread may read,
/// and sees an applied entry's change at once, so a reader that has waited for an applied index
/// sees at least that state.
///
/// A lease lives from its grant to its revocation. Who decides that one has expired is the
/// leader, and it says so with a revocation in the log.
public final class Lessor {

    /// Longest time to live: nine billion seconds.
    public static final long MAX_TTL_SECONDS = 9_000_000_000L;

    private final long minTtlSeconds;
    private final ConcurrentHashMap<Long, Lease> leases = new ConcurrentHashMap<>();
    private LeaseListener listener = LeaseListener.NONE;
    private volatile long grantedTotal;
    private volatile long revokedTotal;

    /// @param minTtlSeconds shortest time to live that is granted; a request below it is raised.
    ///        It follows from the election timeout, so members with different timeouts differ here
    public Lessor(long minTtlSeconds) {
        this.minTtlSeconds = minTtlSeconds;
    }

    /// Before the first entry is applied: who hears of grants and revocations.
    public void listen(LeaseListener newListener) {
        listener = newListener;
    }

    /// The lease, if it exists.
    public Optional<Lease> find(long id) {
        return Optional.ofNullable(leases.get(id));
    }

    /// All leases, by ascending id; a copy.
    public List<Lease> all() {
        List<Lease> all = new ArrayList<>(leases.values());
        all.sort(Comparator.comparingLong(Lease::id));
        return all;
    }

    /// How many leases there are.
    public int count() {
        return leases.size();
    }

    /// How many grants were applied since the start.
    public long grantedTotal() {
        return grantedTotal;
    }

    /// How many revocations were applied since the start.
    public long revokedTotal() {
        return revokedTotal;
    }

    /// Takes a lease from its row, at start.
    public void restore(LeaseRow row) {
        leases.put(row.id(), new Lease(row.id(), Math.max(row.ttlSeconds(), minTtlSeconds),
                row.remainingTtlSeconds()));
    }

    /// Takes the leases of another, whose keys hang on them, in place of its own. Nobody hears of
    /// it: only a follower gets its leases so, and a follower counts no time.
    public void replaceBy(Lessor other) {
        leases.keySet().retainAll(other.leases.keySet());
        leases.putAll(other.leases);
    }

    /// Makes a lease. The proposer has chosen the id.
    ///
    /// @throws KvException id 0, id in use, or time to live too long
    public Lease grant(long id, long ttlSeconds) {
        if (id == 0) {
            throw new KvException(ErrorCode.LEASE_NOT_FOUND);
        }
        if (ttlSeconds > MAX_TTL_SECONDS) {
            throw new KvException(ErrorCode.LEASE_TTL_TOO_LARGE);
        }
        if (leases.containsKey(id)) {
            throw new KvException(ErrorCode.LEASE_EXISTS);
        }
        Lease lease = new Lease(id, Math.max(ttlSeconds, minTtlSeconds), 0);
        leases.put(id, lease);
        grantedTotal = grantedTotal + 1;
        listener.granted(lease);
        return lease;
    }

    /// The lease, for an operation that needs it.
    ///
    /// @throws KvException when it does not exist
    public Lease require(long id) {
        Lease lease = leases.get(id);
        if (lease == null) {
            throw new KvException(ErrorCode.LEASE_NOT_FOUND);
        }
        return lease;
    }

    /// Forgets a lease whose keys are gone already.
    public void remove(Lease lease) {
        if (lease.keyCount() != 0) {
            throw new IllegalStateException("lease " + lease.id() + " still holds keys");
        }
        leases.remove(lease.id());
        revokedTotal = revokedTotal + 1;
        listener.revoked(lease);
    }

    /// Notes how much time a lease has left.
    ///
    /// @return the row to store
    public LeaseRow checkpoint(Lease lease, long remainingSeconds) {
        lease.checkpoint(remainingSeconds);
        return row(lease);
    }

    /// The lease as it is stored.
    public LeaseRow row(Lease lease) {
        return new LeaseRow(lease.id(), lease.grantedTtlSeconds(), lease.checkpointSeconds());
    }

    /// Ties a key to a lease instead of what it was tied to.
    ///
    /// @param current the key's tie, null when it has none
    /// @param leaseId the new lease, 0 for none; one that does not exist counts as none, which
    ///        happens only with rows of older servers
    /// @return the key's new tie, null for none
    public Attachment attach(byte[] key, Attachment current, long leaseId) {
        if (current != null && current.lease().id() == leaseId) {
            return current;
        }
        if (current != null) {
            current.lease().detach(current);
        }
        Lease lease = leaseId == 0 ? null : leases.get(leaseId);
        return lease == null ? null : lease.attach(key);
    }
}
