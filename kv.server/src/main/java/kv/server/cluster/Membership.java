package kv.server.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kv.store.schema.MemberRow;

/// The cluster as some applied entry left it. Immutable.
public final class Membership {

    /// Before the first change.
    public static final Membership EMPTY =
            new Membership(new TreeMap<>(Long::compareUnsigned), Set.of(), "");

    private final SortedMap<Long, MemberRow> members;
    private final Set<Long> removed;
    private final String version;

    private Membership(SortedMap<Long, MemberRow> members, Set<Long> removed, String version) {
        this.members = Collections.unmodifiableSortedMap(members);
        this.removed = Collections.unmodifiableSet(removed);
        this.version = version;
    }

    /// A cluster as it was stored.
    ///
    /// @param version empty while none was agreed on
    public static Membership of(
            Collection<MemberRow> members, Collection<Long> removed, String version) {
        Membership membership = EMPTY.withVersion(version);
        for (MemberRow member : members) {
            membership = membership.with(member);
        }
        return new Membership(membership.members, Set.copyOf(removed), version);
    }

    /// All members, by ascending id.
    public List<MemberRow> members() {
        return List.copyOf(members.values());
    }

    /// A member, if it is one.
    public Optional<MemberRow> find(long id) {
        return Optional.ofNullable(members.get(id));
    }

    /// Whether a member of that id was removed; such an id never comes back.
    public boolean wasRemoved(long id) {
        return removed.contains(id);
    }

    /// Ids of the members that were removed, ascending.
    public List<Long> removed() {
        return removed.stream().sorted(Long::compareUnsigned).toList();
    }

    /// The version that all members speak, such as `3.7.0`; empty while none was agreed on.
    public String version() {
        return version;
    }

    /// Ids of the members that vote, ascending.
    public List<Long> voters() {
        return ids(false);
    }

    /// Ids of the learners, ascending.
    public List<Long> learners() {
        return ids(true);
    }

    /// With a member added or replaced.
    public Membership with(MemberRow member) {
        SortedMap<Long, MemberRow> more = new TreeMap<>(members);
        more.put(member.id(), member);
        return new Membership(more, removed, version);
    }

    /// Without a member, whose id is barred from now on.
    public Membership without(long id) {
        SortedMap<Long, MemberRow> fewer = new TreeMap<>(members);
        fewer.remove(id);
        Set<Long> barred = new HashSet<>(removed);
        barred.add(id);
        return new Membership(fewer, barred, version);
    }

    /// With another cluster version.
    public Membership withVersion(String newVersion) {
        return new Membership(members, removed, newVersion);
    }

    private List<Long> ids(boolean learners) {
        return members.values().stream()
                .filter(member -> member.learner() == learners)
                .map(MemberRow::id)
                .toList();
    }
}
