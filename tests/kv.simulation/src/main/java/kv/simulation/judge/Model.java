package kv.simulation.judge;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;

/// Keys with all their history, as plain as can be: what the simulation's clients may ask for, and
/// no more. Confined to the simulation's thread.
public final class Model {

    private final TreeMap<ByteString, TreeMap<Long, Version>> keys =
            new TreeMap<>(ByteString.unsignedLexicographicalComparator());
    private final List<Version> changes = new ArrayList<>();
    private final Map<Long, Set<ByteString>> leases = new HashMap<>();
    private final Set<ByteString> values = new HashSet<>();
    private final LongConsumer revoked;
    private long revision = 1;
    private long compacted = -1;

    /// A key as one change left it.
    ///
    /// @param value null if the key was deleted
    public record Version(ByteString key, ByteString value, long created, long modified,
            long version, long lease) {

        boolean deleted() {
            return value == null;
        }
    }

    /// @param revoked told of each lease that ends
    public Model(LongConsumer revoked) {
        this.revoked = revoked;
    }

    /// The newest revision.
    public long revision() {
        return revision;
    }

    /// Below which history is gone.
    public long compacted() {
        return compacted;
    }

    /// All changes in order.
    public List<Version> changes() {
        return changes;
    }

    /// A key at a revision; null if it did not exist.
    public Version at(ByteString key, long atRevision) {
        TreeMap<Long, Version> history = keys.get(key);
        Map.Entry<Long, Version> found =
                history == null ? null : history.floorEntry(atRevision);
        return found == null || found.getValue().deleted() ? null : found.getValue();
    }

    /// What was changed by one revision.
    public List<Version> changedBy(long atRevision) {
        List<Version> found = new ArrayList<>();
        keys.values().forEach(history -> {
            Version version = history.get(atRevision);
            if (version != null) {
                found.add(version);
            }
        });
        return found;
    }

    /// All keys at a revision.
    public SortedMap<ByteString, Version> all(long atRevision) {
        TreeMap<ByteString, Version> found = new TreeMap<>(keys.comparator());
        keys.keySet().forEach(key -> {
            Version version = at(key, atRevision);
            if (version != null) {
                found.put(key, version);
            }
        });
        return found;
    }

    /// Carries a committed command out.
    ///
    /// @return false if it sets a value that was set before: each is sent once
    boolean apply(InternalRaftRequest command) {
        int before = changes.size();
        if (command.hasPut()) {
            put(command.getPut());
        } else if (command.hasDeleteRange()) {
            delete(command.getDeleteRange());
        } else if (command.hasTxn()) {
            txn(command.getTxn());
        } else if (command.hasCompaction()) {
            compact(command.getCompaction().getRevision());
        } else if (command.hasLeaseGrant()) {
            leases.putIfAbsent(command.getLeaseGrant().getID(),
                    new TreeSet<>(keys.comparator()));
        } else if (command.hasLeaseRevoke()) {
            revoke(command.getLeaseRevoke().getID());
        }
        boolean fresh = true;
        for (Version change : changes.subList(before, changes.size())) {
            fresh &= change.deleted() || values.add(change.value());
        }
        return fresh;
    }

    private void put(PutRequest request) {
        if (request.getLease() == 0 || leases.containsKey(request.getLease())) {
            put(request, ++revision);
        }
    }

    private void put(PutRequest request, long at) {
        Version old = at(request.getKey(), at);
        detach(old);
        if (request.getLease() != 0) {
            leases.get(request.getLease()).add(request.getKey());
        }
        change(new Version(request.getKey(), request.getValue(),
                old == null ? at : old.created(), at, old == null ? 1 : old.version() + 1,
                request.getLease()));
    }

    private void delete(DeleteRangeRequest request) {
        if (at(request.getKey(), revision) != null) {
            delete(request.getKey(), ++revision);
        }
    }

    private void delete(ByteString key, long at) {
        detach(at(key, at));
        change(new Version(key, null, 0, at, 0, 0));
    }

    private void detach(Version old) {
        Set<ByteString> attached = old == null ? null : leases.get(old.lease());
        if (attached != null) {
            attached.remove(old.key());
        }
    }

    private void change(Version version) {
        keys.computeIfAbsent(version.key(), key -> new TreeMap<>())
                .put(version.modified(), version);
        changes.add(version);
    }

    private void txn(TxnRequest request) {
        long at = revision + 1;
        for (RequestOp op : succeeds(request) ? request.getSuccessList()
                : request.getFailureList()) {
            if (op.hasRequestPut()) {
                put(op.getRequestPut(), at);
                revision = at;
            }
        }
    }

    private boolean succeeds(TxnRequest request) {
        for (Compare compare : request.getCompareList()) {
            Version now = at(compare.getKey(), revision);
            if ((now == null ? 0 : now.modified()) != compare.getModRevision()) {
                return false;
            }
        }
        return true;
    }

    private void compact(long at) {
        if (at > compacted && at <= revision) {
            compacted = at;
        }
    }

    private void revoke(long id) {
        Set<ByteString> attached = leases.remove(id);
        if (attached == null) {
            return;
        }
        revoked.accept(id);
        if (!attached.isEmpty()) {
            revision++;
            List.copyOf(attached).forEach(key -> delete(key, revision));
        }
    }
}
