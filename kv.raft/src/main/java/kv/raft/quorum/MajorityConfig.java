package kv.raft.quorum;

import kv.raft.model.NodeIds;

/// A set of voters that decides by majority. Immutable.
///
/// The empty set agrees to everything: so the absent half of a joint configuration never stands in
/// the way.
public record MajorityConfig(NodeIds voters) {

    /// The largest number that a majority has reached: the middle one of the acknowledged numbers
    /// in descending order. `Long.MAX_VALUE` without voters.
    ///
    /// ```
    ///   voter   1   2   3   4        majority of 4 is 3
    ///   acked   9   5   7   2        9 7 [5] 2      -> 5
    /// ```
    public long committedIndex(AckedIndex acked) {
        int count = voters.size();
        if (count == 0) {
            return Long.MAX_VALUE;
        }
        if (count == 1) {
            return acked.of(voters.get(0));
        }
        // Quadratic and free of allocation: there are at most a handful of voters.
        long best = 0;
        for (int i = 0; i < count; i++) {
            long candidate = acked.of(voters.get(i));
            if (candidate > best && countAtLeast(candidate, acked) >= majority()) {
                best = candidate;
            }
        }
        return best;
    }

    /// How the election stands among these voters.
    public VoteResult voteResult(VoteTally tally) {
        int granted = 0;
        int missing = 0;
        for (int i = 0; i < voters.size(); i++) {
            long id = voters.get(i);
            if (tally.hasGranted(id)) {
                granted++;
            } else if (!tally.hasRejected(id)) {
                missing++;
            }
        }
        if (voters.isEmpty() || granted >= majority()) {
            return VoteResult.WON;
        }
        return granted + missing >= majority() ? VoteResult.PENDING : VoteResult.LOST;
    }

    private int majority() {
        return voters.size() / 2 + 1;
    }

    private int countAtLeast(long number, AckedIndex acked) {
        int count = 0;
        for (int i = 0; i < voters.size(); i++) {
            if (acked.of(voters.get(i)) >= number) {
                count++;
            }
        }
        return count;
    }
}
