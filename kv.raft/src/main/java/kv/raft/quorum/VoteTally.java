package kv.raft.quorum;

import kv.raft.model.NodeIds;

/// The answers to one election. The first answer of each member counts, later ones are repeats.
/// Whoever is not a voter may answer too; the majorities look at voters only.
public final class VoteTally {

    private NodeIds granted = NodeIds.of();
    private NodeIds rejected = NodeIds.of();

    /// Note an answer.
    public void record(long id, boolean grants) {
        if (granted.contains(id) || rejected.contains(id)) {
            return;
        }
        if (grants) {
            granted = granted.with(id);
        } else {
            rejected = rejected.with(id);
        }
    }

    public boolean hasGranted(long id) {
        return granted.contains(id);
    }

    public boolean hasRejected(long id) {
        return rejected.contains(id);
    }
}
