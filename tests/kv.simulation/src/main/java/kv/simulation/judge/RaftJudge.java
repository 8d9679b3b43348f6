package kv.simulation.judge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.Message;
import kv.simulation.world.World;

/// The properties of Raft Figure 3 as they show in what members write and send: election safety
/// (one leader in a term, one vote of each member in a term), log matching, leader completeness.
///
/// Confined to the simulation's thread.
public final class RaftJudge {

    private final World world;
    private final Ledger ledger;
    private final Map<Long, Integer> leaders = new HashMap<>();
    private final Map<EntryId, Seen> entries = new HashMap<>();
    private final Map<Ballot, Long> votes = new HashMap<>();
    private final Map<Ballot, EntryId> asked = new HashMap<>();
    private final Set<Message> promised = new HashSet<>();

    /// An entry as it was first seen in any log.
    private record Seen(long termBefore, int content) {
    }

    private record Ballot(long voter, long term) {
    }

    public RaftJudge(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    /// How many terms had a leader.
    public int terms() {
        return leaders.size();
    }

    /// A member appends entries to its log.
    void appends(int machine, TreeMap<Long, Long> log, List<Entry> appended) {
        for (Entry entry : appended) {
            log.tailMap(entry.index(), true).clear();
            Long before = log.get(entry.index() - 1);
            world.court().require(before != null || log.isEmpty(), "log without a gap",
                    () -> machine + " appends " + entry.id());
            log.put(entry.index(), entry.term());
            if (before != null) {
                matches(machine, entry, before);
            }
        }
    }

    /// Log matching, by induction: an id stands for one content and one predecessor.
    private void matches(int machine, Entry entry, long termBefore) {
        Seen seen = new Seen(termBefore, Arrays.hashCode(Ledger.content(entry)));
        Seen first = entries.putIfAbsent(entry.id(), seen);
        world.court().require(first == null || first.equals(seen), "log matching",
                () -> machine + " appends " + entry.id() + " with another content or after"
                        + " another entry than somebody before");
    }

    /// A member leads. It must hold whatever was committed in earlier terms.
    void leads(int machine, long term, TreeMap<Long, Long> log) {
        Integer other = leaders.putIfAbsent(term, machine);
        if (other != null) {
            world.court().require(other == machine, "election safety",
                    () -> machine + " and " + other + " lead in term " + term);
            return;
        }
        world.story().tell(machine + " leads in term " + term);
        long first = log.isEmpty() ? Long.MAX_VALUE : log.firstKey();
        for (long index = ledger.lastIndex(); index >= first; index--) {
            Ledger.Row row = ledger.row(index);
            long at = index;
            world.court().require(row.knownTerm() >= term
                            || Long.valueOf(row.term()).equals(log.get(index)),
                    "leader completeness", () -> machine + " leads in term " + term
                            + " without the committed " + row.term() + "/" + at + ", but with "
                            + log.get(at));
        }
    }

    /// A member sends something.
    ///
    /// @param log the member's
    void sends(Message message, TreeMap<Long, Long> log) {
        switch (message) {
            case Message.VoteResponse vote when !vote.rejected() ->
                    votes(vote.from(), vote.term(), vote.to());
            case Message.PreVoteResponse vote when !vote.rejected() && !promised.contains(vote) ->
                    grants(vote, log);
            case Message.Vote asks -> {
                votes(asks.from(), asks.term(), asks.from());
                asked.put(new Ballot(asks.from(), asks.term()), asks.last());
            }
            case Message.PreVote asks ->
                    asked.merge(new Ballot(asks.from(), asks.term()), asks.last(),
                            (one, other) -> one.index() > other.index() ? one : other);
            default -> { }
        }
    }

    /// A member will send something when its disk has what that promises.
    ///
    /// @param log as it was when it decided that
    void promises(List<Message> messages, TreeMap<Long, Long> log) {
        for (Message message : messages) {
            boolean granted = message instanceof Message.VoteResponse vote && !vote.rejected()
                    || message instanceof Message.PreVoteResponse preVote && !preVote.rejected();
            if (granted) {
                grants(message, log);
                promised.add(message);
            }
        }
    }

    /// Only for logs that are no older than its own, as it was before the term, a member votes.
    private void grants(Message vote, TreeMap<Long, Long> log) {
        EntryId candidate = asked.get(new Ballot(vote.to(), vote.term()));
        Map.Entry<Long, Long> last = log.isEmpty() ? null : log.lastEntry();
        boolean older = candidate != null && last != null && last.getValue() < vote.term()
                && (last.getValue() > candidate.term() || last.getValue() == candidate.term()
                        && last.getKey() > candidate.index());
        world.court().require(!older, "votes for complete logs", () -> vote
                + " is granted to a log that ends with " + candidate + ", although the voter's"
                + " ends with " + last);
    }

    private void votes(long voter, long term, long candidate) {
        Long before = votes.putIfAbsent(new Ballot(voter, term), candidate);
        world.court().require(before == null || before == candidate, "one vote a term",
                () -> Long.toHexString(voter) + " votes in term " + term + " for "
                        + Long.toHexString(candidate) + " and for " + Long.toHexString(before));
    }
}
