package kv.simulation.judge;

import java.util.List;
import java.util.TreeMap;
import kv.raft.model.Entry;
import kv.raft.model.Message;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;
import kv.server.Member;
import kv.server.Witness;
import kv.server.consensus.RaftOutputs;
import kv.server.consensus.RaftView;
import kv.store.wal.EncodedEntry;

/// Sees, for the judges, all that passes between the consensus of one member and its loops, for
/// one of its lives.
public final class MemberWitness implements Witness {

    private final int machine;
    private final RaftJudge raft;
    private final Ledger ledger;
    private final TreeMap<Long, Long> log = new TreeMap<>();
    private long applied;
    private long given;
    private long term;
    private long seenTerm = -1;
    private int looks;

    private static final int LOOKS_BETWEEN_INSPECTIONS = 64;

    public MemberWitness(int machine, RaftJudge raft, Ledger ledger) {
        this.machine = machine;
        this.raft = raft;
        this.ledger = ledger;
    }

    /// The member has been opened on what its disk held.
    public void opened(Member member) {
        applied = member.state().bootstrap().applied().index();
        given = applied;
        if (applied > 0) {
            log.put(applied, member.state().bootstrap().applied().term());
        }
        for (EncodedEntry entry : member.state().bootstrap().found().entries()) {
            log.put(entry.index(), entry.term());
        }
        term = member.state().bootstrap().found().state().term();
        ledger.inspect("m" + machine, member.state().store().view());
    }

    /// The terms of the member's log by index, what is not durable yet included.
    public TreeMap<Long, Long> log() {
        return log;
    }

    @Override
    public RaftOutputs outputs(RaftOutputs real) {
        return new Passing(real) {
            @Override
            public void write(Ready.Persist write) {
                term = write.hardState().term();
                raft.promises(write.messages(), log);
                begins(write.snapshot());
                raft.appends(machine, log, write.entries());
                super.write(write);
            }

            @Override
            public void apply(List<Entry> committed) {
                committed.forEach(MemberWitness.this::applies);
                super.apply(committed);
            }

            @Override
            public void mark(SnapshotMeta at, long releaseBelow) {
                ledger.marked("m" + machine, at, releaseBelow);
                super.mark(at, releaseBelow);
            }

            @Override
            public void install(SnapshotMeta snapshot) {
                given = snapshot.index();
                super.install(snapshot);
            }
        };
    }

    /// Sees what is sent in the end.
    public RaftOutputs sending(RaftOutputs real) {
        return new Passing(real) {
            @Override
            public void send(List<Message> messages) {
                messages.forEach(message -> raft.sends(message, log));
                super.send(messages);
            }
        };
    }

    private void begins(SnapshotMeta snapshot) {
        if (!snapshot.isNone()) {
            ledger.snapshot("m" + machine, snapshot);
            log.clear();
            log.put(snapshot.index(), snapshot.term());
        }
    }

    private void applies(Entry entry) {
        ledger.follows("m" + machine, given, entry);
        given = entry.index();
        ledger.applies("m" + machine, entry, term);
    }

    /// The member has done something: looked at after each turn of one of its threads.
    public void look(Member member) {
        RaftView view = member.loops().raft().view();
        if (view.leads() && view.term() != seenTerm) {
            seenTerm = view.term();
            raft.leads(machine, view.term(), log);
        }
        long now = member.state().store().view().appliedIndex();
        if (now != applied) {
            long leap = now - applied;
            applied = now;
            ledger.published("m" + machine, member.state().store().view());
            if (leap > LOOKS_BETWEEN_INSPECTIONS || ++looks % LOOKS_BETWEEN_INSPECTIONS == 0) {
                ledger.inspect("m" + machine, member.state().store().view());
            }
        }
    }
}
