package kv.server.peer;

import java.util.List;
import java.util.function.Supplier;
import kv.api.ErrorCode;
import kv.server.cluster.Membership;
import kv.server.consensus.RaftNews;
import kv.server.consensus.RaftView;
import kv.store.schema.MemberRow;
import kv.transport.peer.PeerLinks;

/// Why a proposal's outcome has not come in time, as far as this member can tell: because the
/// leader was lost, because connections were, or for no known reason. Any thread.
public final class TimeoutReason {

    private final long selfId;
    private final Supplier<Membership> membership;
    private final PeerLinks links;
    private final long electionNs;

    /// @param electionNs the election timeout
    public TimeoutReason(
            long selfId, Supplier<Membership> membership, PeerLinks links, long electionNs) {
        this.selfId = selfId;
        this.membership = membership;
        this.links = links;
        this.electionNs = electionNs;
    }

    /// @param startNs when the proposal came, on the clock's scale
    public ErrorCode of(long startNs, RaftNews news) {
        long electedNs = news.electedNs();
        if (electedNs != 0 && startNs - (electedNs - 2 * electionNs) > 0
                && startNs - electedNs < 0) {
            return ErrorCode.TIMEOUT_DUE_TO_LEADER_FAIL;
        }
        RaftView view = news.view();
        boolean lost = view.hasLeader() && (view.leader() == selfId
                ? !connectedToQuorum(startNs) : !connected(view.leader(), startNs));
        return lost ? ErrorCode.TIMEOUT_DUE_TO_CONNECTION_LOST : ErrorCode.TIMEOUT;
    }

    private boolean connectedToQuorum(long sinceNs) {
        List<MemberRow> members = membership.get().members();
        long connected = members.stream()
                .filter(member -> member.id() == selfId || connected(member.id(), sinceNs))
                .count();
        return connected >= members.size() / 2 + 1;
    }

    private boolean connected(long id, long sinceNs) {
        long activeNs = links.activeSinceNs(id);
        return activeNs != PeerLinks.NEVER && activeNs - sinceNs < 0;
    }
}
