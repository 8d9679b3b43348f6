package kv.raft.tracker;

import kv.raft.tracker.ProgressState.Probe;
import kv.raft.tracker.ProgressState.Refused;
import kv.raft.tracker.ProgressState.Replicate;
import kv.raft.tracker.ProgressState.Snapshot;

/// How far one member's log has come, as its leader knows it. Confined to the raft thread.
///
/// - `0 <= match < next`: everything up to `match` is durable there; `next` is sent next.
/// - Probe: at most one message is under way, then `paused` until something is heard.
/// - Replicate: `next` runs ahead of `match` by what is in the window.
/// - Snapshot: `next` is the index after the snapshot.
/// - Refused: the member's log ends below `match`, which stays what it had acknowledged.
///
/// ```
///   Probe ──accepted──► Replicate ──rejected, unreachable──► Probe
///     │                     │
///     └──entries are gone───┴──► Snapshot ──reported, or caught up──► Probe
///
///   Probe ──its log ends below the match──► Refused ──it does not──► Probe
/// ```
public final class Progress {

    /// No log is so long: what is asked about an index above this is asked once.
    private static final long FIRST_QUESTION = 1L << 62;

    private static final ProgressState PROBE = new Probe();
    private static final ProgressState REPLICATE = new Replicate();
    private static final ProgressState REFUSED = new Refused();

    private final long id;
    private final Inflights inflights;
    private ProgressState state = PROBE;
    private long match;
    private long next;
    private long sentCommit;
    private long readAcked;
    private long question = FIRST_QUESTION;
    private boolean inDoubt;
    private boolean paused;
    private boolean recentActive;

    /// A member of which nothing is known but where to begin.
    ///
    /// @param window for the messages under way to it, empty
    public Progress(long id, long next, Inflights window) {
        this.id = id;
        this.next = next;
        this.inflights = window;
    }

    public long id() {
        return id;
    }

    public ProgressState state() {
        return state;
    }

    public long match() {
        return match;
    }

    /// What counts towards a quorum: nothing while it is in doubt whether the member still holds
    /// what it acknowledged.
    public long vouchedMatch() {
        return inDoubt ? 0 : match;
    }

    public long next() {
        return next;
    }

    public Inflights inflights() {
        return inflights;
    }

    /// Whether it was heard of since the leader last checked its quorum.
    public boolean isRecentActive() {
        return recentActive;
    }

    /// Heard of, or the check begins anew. A member that is refused is as good as silent.
    public void recentActive(boolean active) {
        this.recentActive = active && !isRefused();
    }

    /// The newest read-index question whose heartbeat it has answered.
    public long readAcked() {
        return readAcked;
    }

    /// It has answered the heartbeat of this question, and so of all before it.
    public void ackRead(long sequence) {
        readAcked = Math.max(readAcked, sequence);
    }

    public boolean isReplicating() {
        return state instanceof Replicate;
    }

    public boolean isProbing() {
        return state instanceof Probe;
    }

    public boolean isReceivingSnapshot() {
        return state instanceof Snapshot;
    }

    public boolean isRefused() {
        return state instanceof Refused;
    }

    /// Whether nothing may be sent before something is heard.
    public boolean isPaused() {
        return paused || state instanceof Snapshot || state instanceof Refused;
    }

    /// Something was heard, so one more message may go.
    public void resume() {
        paused = false;
    }

    /// Nothing more until something is heard.
    public void pause() {
        paused = true;
    }

    /// Whether a streaming member's window has no room for entries.
    public boolean isWindowFull() {
        return isReplicating() && inflights.isFull();
    }

    /// Whether a commit index was not yet told, and telling it would move the member.
    public boolean canLearnCommit(long commit) {
        return commit > sentCommit && sentCommit < next - 1;
    }

    /// An append with so many entries, of so many bytes, and this commit index was sent.
    public void sent(int entries, long bytes, long commit) {
        sentCommit = Math.max(sentCommit, commit);
        if (isReplicating()) {
            if (entries > 0) {
                next += entries;
                inflights.add(next - 1, bytes);
            }
            paused = inflights.isFull();
        } else {
            paused = true;
        }
    }

    /// The member holds everything up to `index`. Returns whether that is news.
    public boolean acknowledge(long index) {
        if (index > match || index == match && !isRefused()) {
            inDoubt = false;
        }
        if (index <= match) {
            return false;
        }
        match = index;
        next = Math.max(next, index + 1);
        paused = false;
        return true;
    }

    /// The member rejected the entry after `rejected` and could match at `hint` at best. Returns
    /// whether that is news; a late repeat is not.
    public boolean retreat(long rejected, long hint) {
        if (isReplicating()) {
            if (rejected <= match) {
                return false;
            }
            next = match + 1;
        } else {
            if (rejected != next - 1) {
                return false;
            }
            next = Math.max(Math.min(rejected, hint + 1), match + 1);
            paused = false;
        }
        sentCommit = Math.min(sentCommit, next - 1);
        return true;
    }

    /// The member seems to say that its log ends before the match that it had acknowledged; but it
    /// may have said so before it acknowledged it, and the message be late. Returns an index that
    /// it was never asked about, and that no log reaches: its rejection of that one is new.
    public long doubt() {
        if (!inDoubt) {
            inDoubt = true;
            question++;
        }
        paused = true;
        return question;
    }

    /// Whether a rejection of this index answers a doubt, be it settled long ago.
    public static boolean isDoubt(long rejected) {
        return rejected > FIRST_QUESTION;
    }

    /// Whether a rejection of this index is the answer to the doubt that is open.
    public boolean settlesDoubt(long rejected) {
        return inDoubt && rejected == question;
    }

    /// The member's log is as long as what it had acknowledged: ask whether it matches.
    public void trust() {
        inDoubt = false;
        if (!isReceivingSnapshot()) {
            becomeProbe();
        }
    }

    /// The member has lost what it had acknowledged. Returns whether that is news.
    public boolean refuse() {
        if (isRefused()) {
            return false;
        }
        enter(REFUSED);
        recentActive = false;
        return true;
    }

    /// Guess from here on; after a snapshot, from behind it.
    public void becomeProbe() {
        long from = state instanceof Snapshot snapshot ? snapshot.index() : 0;
        enter(PROBE);
        next = Math.max(match, from) + 1;
        sentCommit = Math.min(sentCommit, next - 1);
    }

    /// Begin again at the last match: the snapshot did not arrive.
    public void abandonSnapshot() {
        enter(PROBE);
        next = match + 1;
        sentCommit = Math.min(sentCommit, match);
    }

    /// Stream from the last match.
    public void becomeReplicate() {
        enter(REPLICATE);
        next = match + 1;
    }

    /// A snapshot that ends at this index is under way.
    public void becomeSnapshot(long index) {
        enter(new Snapshot(index));
        next = index + 1;
        sentCommit = index;
    }

    private void enter(ProgressState entered) {
        state = entered;
        paused = false;
        inflights.clear();
    }
}
