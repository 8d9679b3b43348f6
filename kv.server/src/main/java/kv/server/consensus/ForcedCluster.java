package kv.server.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import kv.raft.model.ConfChange;
import kv.raft.model.EntryKind;
import kv.server.cluster.ConfChanges;
import kv.server.cluster.Founding;
import kv.server.log.Log;
import kv.store.schema.MemberRow;
import kv.store.wal.EncodedEntry;
import kv.store.wal.WalContents;
import kv.store.wal.WalState;

/// `--force-new-cluster`: a member that has lost the others for good goes on alone with what it
/// knows to be committed. Its log is continued with the removal of every other member, committed by
/// decree. What was not committed is dropped; whatever the others had acknowledged beyond that is
/// lost, which is why nobody but an operator can order it. Stateless.
final class ForcedCluster {

    private static final Log LOG = Log.of(ForcedCluster.class);

    private ForcedCluster() {
    }

    /// Makes the member the only one.
    ///
    /// @param founding for its peer URLs, should its log not name it
    static Bootstrap force(Bootstrap found, Founding founding) {
        WalState state = found.found().state();
        long commit = Math.max(state.commit(), found.applied().index());
        List<EncodedEntry> kept = found.found().entries().stream()
                .filter(entry -> entry.index() <= commit).toList();
        List<EncodedEntry> changes =
                changes(found, founding, kept, state.term(), commit);
        LOG.warn("forcing restart member; what other members alone had is lost",
                "local-member-id", Long.toHexString(found.memberId()),
                "wal-commit-index", state.commit(), "commit-index", commit + changes.size(),
                "removed-members", changes.size());
        if (changes.isEmpty()) {
            return found;
        }
        List<EncodedEntry> entries = new ArrayList<>(kept);
        entries.addAll(changes);
        WalState forced = new WalState(state.term(), state.vote(), commit + changes.size());
        found.wal().append(changes, null);
        found.wal().sync();
        found.wal().append(List.of(), forced);
        found.wal().sync();
        WalContents before = found.found();
        return new Bootstrap(found.memberId(), found.clusterId(), found.wal(),
                new WalContents(before.metadata(), forced, entries, before.snapshots(),
                        before.earlier(), before.last(), before.torn()),
                found.applied(), found.confState());
    }

    private static List<EncodedEntry> changes(Bootstrap found, Founding founding,
            List<EncodedEntry> kept, long term, long commit) {
        TreeSet<Long> members = members(found, kept);
        List<EncodedEntry> changes = new ArrayList<>();
        if (!members.remove(found.memberId())) {
            MemberRow self = new MemberRow(found.memberId(), founding.self().peerUrls(), false,
                    founding.self().name(), List.of());
            changes.add(entry(commit + 1, term, new ConfChange.Step(
                    ConfChange.Kind.ADD_VOTER, found.memberId()), self.encode()));
        }
        for (long other : members) {
            changes.add(entry(commit + changes.size() + 1, term,
                    new ConfChange.Step(ConfChange.Kind.REMOVE, other), new byte[0]));
        }
        return changes;
    }

    private static EncodedEntry entry(
            long index, long term, ConfChange.Step step, byte[] context) {
        return EncodedEntry.of(index, term, EntryKind.CONF_CHANGE.ordinal(),
                ConfChanges.encode(0, step, context));
    }

    /// Who is a member once everything committed is applied.
    private static TreeSet<Long> members(Bootstrap found, List<EncodedEntry> kept) {
        TreeSet<Long> members = new TreeSet<>(Long::compareUnsigned);
        Arrays.stream(found.confState().voters().toArray()).forEach(members::add);
        Arrays.stream(found.confState().learners().toArray()).forEach(members::add);
        for (EncodedEntry entry : kept) {
            if (entry.type() == EntryKind.CONF_CHANGE.ordinal()) {
                ConfChange.Step step = ConfChanges.decode(EntryKind.CONF_CHANGE, entry.content())
                        .change().steps().getFirst();
                switch (step.kind()) {
                    case ADD_VOTER, ADD_LEARNER -> members.add(step.nodeId());
                    case REMOVE -> members.remove(step.nodeId());
                    case UPDATE -> { }
                }
            }
        }
        return members;
    }
}
