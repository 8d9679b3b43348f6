package kv.store.watch;

import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.ReplyStream;
import kv.store.watch.event.EventsAnswer;

/// An answer that waits until its stream takes more.
///
/// @param control an answer without events, or null
/// @param events an answer with events, or null
/// @param watcher whose events they are, or null
/// @param whole false for a fragment that goes on with one before
record Outgoing(WatchResponse control, EventsAnswer events, Watcher watcher, boolean whole) {

    static Outgoing control(WatchResponse answer) {
        return new Outgoing(answer, null, null, true);
    }

    /// Whether it tells how far watchers are, which is true only after all events before it.
    boolean progress() {
        return events == null && !control.getCreated() && !control.getCanceled();
    }

    int sizeBytes() {
        return events == null ? 0 : events.sizeBytes();
    }

    int eventCount() {
        return events == null ? 0 : events.events().size();
    }

    void sendTo(ReplyStream<WatchResponse> reply) {
        if (events == null) {
            reply.next(control);
        } else {
            reply.nextEncoded(events);
        }
    }
}
