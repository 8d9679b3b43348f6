package kv.server.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.membershippb.ClusterMemberAttrSetRequest;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfChange;
import kv.raft.model.InvariantError;
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
    private static final int MAX_LEARNERS = 1;

    private final RowChanges rows;
    private volatile Membership membership;
    private volatile boolean downgrading;
    private Consumer<Membership> listener = changed -> { };

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
        this.membership = read(stored);
        this.downgrading = downgrading(stored);
    }

    private static Membership read(TableRows stored) {
        Collection<MemberRow> members = stored.rows(Table.MEMBERS).values().stream()
                .map(MemberRow::decode).toList();
        Collection<Long> removed = stored.rows(Table.MEMBERS_REMOVED).keySet().stream()
                .map(MemberRow::id).toList();
        String version = stored.get(Table.CLUSTER, ClusterRows.key(ClusterRows.CLUSTER_VERSION))
                .map(ClusterRows::version).orElse("");
        return Membership.of(members, removed, version);
    }

    private static boolean downgrading(TableRows stored) {
        return stored.get(Table.CLUSTER, ClusterRows.key(ClusterRows.DOWNGRADE))
                .map(ClusterRows.Downgrade::decode).filter(ClusterRows.Downgrade::enabled)
                .isPresent();
    }

    /// A snapshot has brought other tables.
    public void reload(TableRows stored) {
        membership = read(stored);
        downgrading = downgrading(stored);
        listener.accept(membership);
    }

    /// Any thread: the cluster as the newest applied entry left it.
    public Membership membership() {
        return membership;
    }

    /// Any thread: whether a downgrade is under way.
    public boolean downgrading() {
        return downgrading;
    }

    /// Who is told of each change of members, on kvd-apply. Set before the first.
    public void listen(Consumer<Membership> changed) {
        listener = changed;
    }

    /// A committed change of membership.
    ///
    /// @throws KvException if the rules of membership refuse it, on every member alike; then
    ///         nothing has changed
    public void apply(ConfChanges.Decoded decoded) {
        List<ConfChange.Step> steps = decoded.change().steps();
        if (steps.size() != 1) {
            return;
        }
        ConfChange.Step step = steps.getFirst();
        if (membership.wasRemoved(step.nodeId())) {
            throw new KvException(ErrorCode.MEMBER_NOT_FOUND);
        }
        switch (step.kind()) {
            case ADD_VOTER, ADD_LEARNER -> add(decoded, step);
            case REMOVE -> remove(step.nodeId());
            case UPDATE -> update(named(decoded, step));
        }
        writeConfState();
        listener.accept(membership);
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
        downgrading = downgrade.enabled();
        rows.change(Table.CLUSTER, ClusterRows.key(ClusterRows.DOWNGRADE), downgrade.encode());
    }

    private void add(ConfChanges.Decoded decoded, ConfChange.Step step) {
        MemberRow member = named(decoded, step);
        Optional<MemberRow> known = membership.find(member.id());
        if (decoded.promotes()) {
            promote(known);
            return;
        }
        if (known.isPresent()) {
            throw new KvException(ErrorCode.MEMBER_EXISTS);
        }
        if (peerUrlTaken(member)) {
            throw new KvException(ErrorCode.PEER_URL_EXISTS);
        }
        if (member.learner() && step.kind() == ConfChange.Kind.ADD_LEARNER
                && membership.learners().size() >= MAX_LEARNERS) {
            throw new KvException(ErrorCode.TOO_MANY_LEARNERS);
        }
        put(member);
    }

    private void promote(Optional<MemberRow> known) {
        MemberRow member = known.orElseThrow(() -> new KvException(ErrorCode.MEMBER_NOT_FOUND));
        if (!member.learner()) {
            throw new KvException(ErrorCode.MEMBER_NOT_LEARNER);
        }
        put(new MemberRow(member.id(), member.peerUrls(), false,
                member.name(), member.clientUrls()));
    }

    private void remove(long id) {
        if (membership.find(id).isEmpty()) {
            throw new KvException(ErrorCode.MEMBER_NOT_FOUND);
        }
        membership = membership.without(id);
        rows.change(Table.MEMBERS, MemberRow.key(id), null);
        rows.change(Table.MEMBERS_REMOVED, MemberRow.key(id), MemberRow.removed());
    }

    private void update(MemberRow member) {
        MemberRow known = membership.find(member.id())
                .orElseThrow(() -> new KvException(ErrorCode.MEMBER_NOT_FOUND));
        if (peerUrlTaken(member)) {
            throw new KvException(ErrorCode.PEER_URL_EXISTS);
        }
        put(new MemberRow(member.id(), member.peerUrls(), known.learner(),
                known.name(), known.clientUrls()));
    }

    /// The member that a change is about, which must be the one that it names.
    private static MemberRow named(ConfChanges.Decoded decoded, ConfChange.Step step) {
        MemberRow member = decoded.member();
        InvariantError.check(member.id() == step.nodeId(),
                "a committed change of membership names two members");
        return member;
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
