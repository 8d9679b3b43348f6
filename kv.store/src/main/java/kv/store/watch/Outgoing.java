package kv.store.watch;

import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.ReplyStream;

/// An answer that waits until its stream takes more.
///
/// @param control an answer without events, or null
/// @param events an answer with events, or null
/// @param watcher whose events they are; null for a control answer
record Outgoing(WatchResponse control, EventsAnswer events, Watcher watcher) {

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
