package kv.raft.core;

import java.util.ArrayList;
import java.util.List;
import kv.raft.model.HardState;
import kv.raft.model.Message;
import kv.raft.model.ReadState;
import kv.raft.model.Ready.HardStateChange;
import kv.raft.model.Ready.LogLoss;
import kv.raft.model.SoftState;
import kv.raft.model.SoftState.RoleKind;

/// What was decided and not yet handed out: messages, read states, and which states were told
/// last. Confined to the raft thread.
final class Outbox {

    private List<Message> now = new ArrayList<>();
    private List<Message> afterPersist = new ArrayList<>();
    private List<ReadState> reads = new ArrayList<>();
    private List<LogLoss> losses = new ArrayList<>();
    private HardState toldHard;
    private SoftState toldSoft;

    Outbox(HardState toldHard, SoftState toldSoft) {
        this.toldHard = toldHard;
        this.toldSoft = toldSoft;
    }

    /// To be sent at once.
    void send(Message message) {
        now.add(message);
    }

    /// To be sent once everything decided so far is durable.
    void sendAfterPersist(Message message) {
        afterPersist.add(message);
    }

    void answer(ReadState read) {
        reads.add(read);
    }

    void report(LogLoss loss) {
        losses.add(loss);
    }

    boolean isEmpty() {
        return now.isEmpty() && afterPersist.isEmpty() && reads.isEmpty() && losses.isEmpty();
    }

    boolean isNews(long lead, RoleKind role) {
        return lead != toldSoft.lead() || role != toldSoft.role();
    }

    HardStateChange change(long term, long vote, long commit) {
        if (term != toldHard.term() || vote != toldHard.vote()) {
            return HardStateChange.TERM_OR_VOTE;
        }
        return commit == toldHard.commit() ? HardStateChange.NONE : HardStateChange.COMMIT;
    }

    /// The hard state as a record, the one told last if nothing moved.
    HardState tell(long term, long vote, long commit) {
        if (change(term, vote, commit) != HardStateChange.NONE) {
            toldHard = new HardState(term, vote, commit);
        }
        return toldHard;
    }

    /// The soft state as a record, the one told last if nothing moved.
    SoftState tell(long lead, RoleKind role) {
        if (isNews(lead, role)) {
            toldSoft = new SoftState(lead, role);
        }
        return toldSoft;
    }

    List<Message> takeNow() {
        List<Message> taken = now;
        if (taken.isEmpty()) {
            return List.of();
        }
        now = new ArrayList<>();
        return taken;
    }

    List<Message> takeAfterPersist() {
        List<Message> taken = afterPersist;
        if (taken.isEmpty()) {
            return List.of();
        }
        afterPersist = new ArrayList<>();
        return taken;
    }

    List<ReadState> takeReads() {
        List<ReadState> taken = reads;
        if (taken.isEmpty()) {
            return List.of();
        }
        reads = new ArrayList<>();
        return taken;
    }

    List<LogLoss> takeLosses() {
        List<LogLoss> taken = losses;
        if (taken.isEmpty()) {
            return List.of();
        }
        losses = new ArrayList<>();
        return taken;
    }
}
