package kv.store.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.store.watch.event.EventBatch;
import kv.store.watch.event.EventsAnswer;
import kv.store.watch.event.PrevValues;
import kv.store.watch.event.Selection;

/// Hands batches to the watchers of an index: each event is looked up once, and each range gets
/// its events as one selection that its watchers share. Confined to a hub's loop.
final class Delivery {

    private final LongFunction<ResponseHeader> headers;
    private final List<WatchedRange> touched = new ArrayList<>();
    private final Consumer<WatchedRange> note = this::note;
    private int event;

    /// @param headers makes the header of an answer at a revision
    Delivery(LongFunction<ResponseHeader> headers) {
        this.headers = headers;
    }

    /// Hands a batch over.
    ///
    /// @param headerRevision what the answers' headers say; 0 for the revision of the last event
    ///        in each
    void hand(RangeIndex index, EventBatch batch, PrevValues prevs, long headerRevision) {
        for (event = 0; event < batch.size(); event++) {
            index.find(batch, event, note);
        }
        Headers encoded = new Headers(headerRevision);
        for (WatchedRange range : touched) {
            int[] events = range.takeEvents();
            offer(range, new Selection(batch, events, null, 0, events.length), prevs, encoded);
        }
        touched.clear();
    }

    private void note(WatchedRange range) {
        if (range.note(event)) {
            touched.add(range);
        }
    }

    /// From the last to the first, since a watcher that falls behind leaves the range.
    private static void offer(
            WatchedRange range, Selection events, PrevValues prevs, Headers headers) {
        byte[] header = headers.of(events);
        for (int i = range.count() - 1; i >= 0; i--) {
            if (i < range.count()) {
                range.watcher(i).offer(events, prevs, header);
            }
        }
    }

    /// The headers of one batch's answers, encoded when the revision changes.
    private final class Headers {

        private final long fixed;
        private long revision = -1;
        private byte[] encoded;

        Headers(long fixed) {
            this.fixed = fixed;
        }

        byte[] of(Selection events) {
            long wanted = fixed == 0 ? events.lastRevision() : fixed;
            if (wanted != revision) {
                revision = wanted;
                encoded = EventsAnswer.headerField(headers.apply(wanted));
            }
            return encoded;
        }
    }
}
