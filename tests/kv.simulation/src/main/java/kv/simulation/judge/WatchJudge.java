package kv.simulation.judge;

import com.google.protobuf.ByteString;
import java.util.function.Predicate;
import java.util.function.Supplier;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.simulation.world.World;

/// What one watcher sees, over all its connections: every change of its keys from its first
/// revision on, once, in order; and none is missing when it is told how far it is, or that history
/// is gone.
///
/// Confined to the simulation's thread.
public final class WatchJudge {

    private final World world;
    private final Model model;
    private final String name;
    private final Predicate<ByteString> watches;
    private int position;
    private long next = 2;
    private long events;

    public WatchJudge(World world, Model model, String name, Predicate<ByteString> watches) {
        this.world = world;
        this.model = model;
        this.name = name;
        this.watches = watches;
    }

    /// The revision from which it has to go on.
    public long next() {
        return next;
    }

    /// How many events it has had.
    public long events() {
        return events;
    }

    /// The watcher is answered.
    public void hears(WatchResponse response) {
        if (response.getCompactRevision() > 0) {
            compacted(response.getCompactRevision());
            return;
        }
        for (Event event : response.getEventsList()) {
            sees(event);
        }
        if (response.getEventsCount() > 0) {
            next = response.getEvents(response.getEventsCount() - 1).getKv().getModRevision() + 1;
        }
        if (!response.getCreated() && !response.getCanceled()) {
            complete(response.getEventsCount() > 0 ? next - 1
                    : response.getHeader().getRevision());
        }
    }

    private void sees(Event event) {
        Model.Version expected = advance();
        events++;
        boolean same = expected != null
                && expected.key().equals(event.getKv().getKey())
                && expected.modified() == event.getKv().getModRevision()
                && (event.getType() == Event.EventType.DELETE ? expected.deleted()
                        : Keys.same(expected, event.getKv()));
        require(same, () -> name + " sees " + event.getType() + " " + Keys.text(event.getKv())
                + ", not " + Keys.text(expected));
    }

    /// Every change up to a revision must have been seen.
    private void complete(long revision) {
        Model.Version missed = peek();
        require(missed == null || missed.modified() > revision, () -> name
                + " has heard that it is at revision " + revision + ", and has not seen "
                + Keys.text(missed));
        next = Math.max(next, revision + 1);
    }

    private void compacted(long revision) {
        require(revision <= model.compacted() && next <= revision, () -> name + " wants revision "
                + next + " and hears that history begins at " + revision + ", where "
                + model.compacted() + " was compacted");
        next = revision + 1;
        while (peek() != null && peek().modified() < next) {
            position++;
        }
    }

    /// At the end: nothing is left to be seen.
    public boolean done() {
        return peek() == null;
    }

    private Model.Version peek() {
        while (position < model.changes().size()
                && !watches.test(model.changes().get(position).key())) {
            position++;
        }
        return position < model.changes().size() ? model.changes().get(position) : null;
    }

    private Model.Version advance() {
        Model.Version found = peek();
        position++;
        return found;
    }

    private void require(boolean holds, Supplier<String> facts) {
        world.court().require(holds, "watch order", facts);
    }
}
