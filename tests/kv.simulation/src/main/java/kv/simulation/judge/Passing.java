package kv.simulation.judge;

import java.util.List;
import kv.api.ErrorCode;
import kv.raft.model.Entry;
import kv.raft.model.Message;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;
import kv.server.consensus.LogTail;
import kv.server.consensus.RaftOutputs;
import kv.server.consensus.ReadBatch;

/// Lets everything pass; who wants to see or spoil something overrides it.
public class Passing implements RaftOutputs {

    private final RaftOutputs real;

    public Passing(RaftOutputs real) {
        this.real = real;
    }

    @Override
    public void write(Ready.Persist write) {
        real.write(write);
    }

    @Override
    public void apply(List<Entry> committed) {
        real.apply(committed);
    }

    @Override
    public void confirmed(ReadBatch batch) {
        real.confirmed(batch);
    }

    @Override
    public void mark(SnapshotMeta at, long releaseBelow) {
        real.mark(at, releaseBelow);
    }

    @Override
    public void install(SnapshotMeta snapshot) {
        real.install(snapshot);
    }

    @Override
    public void ignore(SnapshotMeta snapshot) {
        real.ignore(snapshot);
    }

    @Override
    public void refused(Ready.LogLoss loss) {
        real.refused(loss);
    }

    @Override
    public void load(LogTail.Wanted wanted) {
        real.load(wanted);
    }

    @Override
    public void send(List<Message> messages) {
        real.send(messages);
    }

    @Override
    public boolean reaches(long id) {
        return real.reaches(id);
    }

    @Override
    public ErrorCode timeout(long startNs) {
        return real.timeout(startNs);
    }
}
