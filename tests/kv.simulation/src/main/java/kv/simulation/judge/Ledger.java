package kv.simulation.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.raft.model.Entry;
import kv.raft.model.SnapshotMeta;
import kv.server.command.CommandPayload;
import kv.simulation.world.World;
import kv.store.mvcc.ReadView;
import kv.store.range.RangeResult;

/// State machine safety: what was committed, as whoever applied it first had it. Everybody else
/// applies the same entries, in order and without a gap, and has the state that a [Model] has after
/// them.
///
/// Confined to the simulation's thread.
public final class Ledger {

    private final World world;
    private final Model model;
    private final List<Row> rows = new ArrayList<>();

    /// One committed entry.
    ///
    /// @param term the entry's
    /// @param kind the entry's
    /// @param content the entry's
    /// @param knownTerm the newest term of who applied it first: it was committed by then
    /// @param revision of the store after it
    record Row(long term, int kind, byte[] content, long knownTerm, long revision) {
    }

    /// @param revoked told of each lease that ends
    public Ledger(World world, LongConsumer revoked) {
        this.world = world;
        this.model = new Model(revoked);
    }

    /// What all of it means.
    public Model model() {
        return model;
    }

    /// The newest committed entry.
    public long lastIndex() {
        return rows.size();
    }

    Row row(long index) {
        return rows.get((int) index - 1);
    }

    static byte[] content(Entry entry) {
        return entry.payload() instanceof CommandPayload command ? command.bytes() : new byte[0];
    }

    /// Somebody applies an entry.
    void applies(String who, Entry entry, long term) {
        if (entry.index() > lastIndex()) {
            require(entry.index() == lastIndex() + 1, () -> who + " applies entry "
                    + entry.index() + " where " + lastIndex() + " was the last");
            enter(entry, term);
            return;
        }
        Row row = row(entry.index());
        require(row.term() == entry.term() && row.kind() == entry.kind().ordinal()
                && Arrays.equals(row.content(), content(entry)), () -> who + " applies "
                + entry.term() + "/" + entry.index() + " where " + row.term() + "/"
                + entry.index() + " was applied before, or the same with another content");
    }

    /// Somebody applies an entry after another.
    void follows(String who, long before, Entry entry) {
        require(entry.index() == before + 1,
                () -> who + " applies entry " + entry.index() + " after " + before);
    }

    /// Somebody's log begins with a snapshot, which stands for what was committed.
    void snapshot(String who, SnapshotMeta snapshot) {
        world.story().tell(who + " begins with snapshot " + snapshot.term() + "/"
                + snapshot.index());
        require(snapshot.index() <= lastIndex()
                && row(snapshot.index()).term() == snapshot.term(), () -> who
                + " begins with a snapshot at " + snapshot.term() + "/" + snapshot.index()
                + ", which nobody has committed");
    }

    /// Somebody's engine holds what was committed up to a place, and the log may begin later.
    void marked(String who, SnapshotMeta at, long releaseBelow) {
        world.story().tell(who + " holds " + at.term() + "/" + at.index()
                + " for good, keeps the log after " + releaseBelow);
        require(releaseBelow <= at.index() && row(at.index()).term() == at.term(),
                () -> who + " marks " + at + ", which nobody has committed");
    }

    private void enter(Entry entry, long term) {
        byte[] content = content(entry);
        if (!entry.kind().changesMembership() && content.length > 0) {
            try {
                InternalRaftRequest command = InternalRaftRequest.parseFrom(content);
                require(model.apply(command), () -> "entry " + entry.index()
                        + " holds a write for the second time: " + command);
            } catch (InvalidProtocolBufferException e) {
                world.court().condemn("entry " + entry.index() + " is no command", e);
            }
        }
        world.story().mix(entry.index() * 31 + entry.term());
        rows.add(new Row(entry.term(), entry.kind().ordinal(), content, term, model.revision()));
    }

    /// A state that somebody has published.
    public void published(String who, ReadView view) {
        long index = view.appliedIndex();
        if (index > 0 && index <= lastIndex()) {
            require(view.revision() == row(index).revision(), () -> who + " is at revision "
                    + view.revision() + " after entry " + index + ", not at "
                    + row(index).revision());
        }
    }

    /// Everything in a state that somebody has published.
    public void inspect(String who, ReadView view) {
        published(who, view);
        var expected = model.all(view.revision());
        RangeResult found = view.range(RangeRequest.newBuilder()
                .setKey(Keys.FIRST).setRangeEnd(Keys.FIRST).build());
        require(found.kvs().size() == expected.size(), () -> who + " holds "
                + found.kvs().size() + " keys, not " + expected.size());
        found.kvs().forEach(kv -> {
            var message = RangeResult.message(kv);
            require(Keys.same(expected.get(message.getKey()), message),
                    () -> who + " holds " + Keys.text(message) + ", not "
                            + Keys.text(expected.get(message.getKey())));
        });
    }

    private void require(boolean holds, Supplier<String> facts) {
        world.court().require(holds, "state machine safety", facts);
    }
}
