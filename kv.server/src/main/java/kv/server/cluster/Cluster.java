package kv.server.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import kv.api.pb.membershippb.ClusterMemberAttrSetRequest;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfChange;
import kv.store.rows.TableRows;
import kv.store.schema.ClusterRows;
import kv.store.schema.ConfStateRow;
import kv.store.schema.MemberRow;
import kv.store.schema.MetaRows;

/// The owner of the membership: changed by applied entries, on `kvd-apply` alone, and written to
/// the tables `members`, `members_removed`, `cluster` and `meta` with the same entry. Any thread
/// may read [#membership()].
public final class Cluster {

    private static final String STORAGE_VERSION = "3.7.0";

    private final RowChanges rows;
    private volatile Membership membership;

    /// Changes a row in the commit of the entry that is being applied.
    public interface RowChanges {

        /// Sets a row.
        ///
        /// @param value null to delete the row
        void change(Table table, byte[] key, byte[] value);
    }

    /// The cluster as the tables have it.
    public Cluster(TableRows stored, RowChanges rows) {
        this.rows = rows;
        Collection<MemberRow> members = stored.rows(Table.MEMBERS).values().stream()
                .map(MemberRow::decode).toList();
        Collection<Long> removed = stored.rows(Table.MEMBERS_REMOVED).keySet().stream()
                .map(MemberRow::id).toList();
        String version = stored.get(Table.CLUSTER, ClusterRows.key(ClusterRows.CLUSTER_VERSION))
                .map(ClusterRows::version).orElse("");
        this.membership = Membership.of(members, removed, version);
    }

    /// Any thread: the cluster as the newest applied entry left it.
    public Membership membership() {
        return membership;
    }

    /// A committed change of membership.
    ///
    /// @return what the core shall do: the change itself, or nothing if the rules of membership
    ///         refuse it, on every member alike
    public ConfChange apply(ConfChanges.Decoded decoded) {
        List<ConfChange.Step> steps = decoded.change().steps();
        if (steps.size() != 1) {
            return decoded.change();
        }
        ConfChange.Step step = steps.getFirst();
        boolean accepted = switch (step.kind()) {
            case ADD_VOTER, ADD_LEARNER -> add(decoded.member());
            case REMOVE -> remove(step.nodeId());
            case UPDATE -> update(decoded.member());
        };
        if (!accepted) {
            return ConfChange.single(step.kind(), 0);
        }
        writeConfState();
        return decoded.change();
    }

    /// A member tells its name and where clients reach it; a stranger's word is ignored.
    public void apply(ClusterMemberAttrSetRequest request) {
        Optional<MemberRow> known = membership.find(request.getMemberID());
        if (known.isEmpty()) {
            return;
        }
        MemberRow member = known.get();
        put(new MemberRow(member.id(), member.peerUrls(), member.learner(),
                request.getMemberAttributes().getName(),
                request.getMemberAttributes().getClientUrlsList()));
    }

    /// The members agree on a version.
    public void applyVersion(String version) {
        membership = membership.withVersion(version);
        rows.change(Table.CLUSTER, ClusterRows.key(ClusterRows.CLUSTER_VERSION),
                ClusterRows.version(version));
        rows.change(Table.META, MetaRows.key(MetaRows.STORAGE_VERSION),
                ClusterRows.version(STORAGE_VERSION));
    }

    /// The members agree on a downgrade, or on its end.
    public void applyDowngrade(ClusterRows.Downgrade downgrade) {
        rows.change(Table.CLUSTER, ClusterRows.key(ClusterRows.DOWNGRADE), downgrade.encode());
    }

    private boolean add(MemberRow member) {
        Optional<MemberRow> known = membership.find(member.id());
        boolean promotes = known.isPresent() && known.get().learner() && !member.learner();
        if (membership.wasRemoved(member.id()) || known.isPresent() && !promotes) {
            return false;
        }
        if (promotes) {
            put(new MemberRow(member.id(), known.get().peerUrls(), false,
                    known.get().name(), known.get().clientUrls()));
            return true;
        }
        if (peerUrlTaken(member)) {
            return false;
        }
        put(member);
        return true;
    }

    private boolean remove(long id) {
        if (membership.find(id).isEmpty()) {
            return false;
        }
        membership = membership.without(id);
        rows.change(Table.MEMBERS, MemberRow.key(id), null);
        rows.change(Table.MEMBERS_REMOVED, MemberRow.key(id), MemberRow.removed());
        return true;
    }

    private boolean update(MemberRow member) {
        Optional<MemberRow> known = membership.find(member.id());
        if (known.isEmpty() || peerUrlTaken(member)) {
            return false;
        }
        put(new MemberRow(member.id(), member.peerUrls(), known.get().learner(),
                known.get().name(), known.get().clientUrls()));
        return true;
    }

    private boolean peerUrlTaken(MemberRow member) {
        return membership.members().stream()
                .filter(other -> other.id() != member.id())
                .anyMatch(other -> other.peerUrls().stream().anyMatch(member.peerUrls()::contains));
    }

    private void put(MemberRow member) {
        membership = membership.with(member);
        rows.change(Table.MEMBERS, MemberRow.key(member.id()), member.encode());
    }

    private void writeConfState() {
        ConfStateRow row = new ConfStateRow(membership.voters(), List.of(),
                membership.learners(), List.of(), false);
        rows.change(Table.META, MetaRows.key(MetaRows.CONF_STATE), row.encode());
    }
}
