package kv.integration.wire;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import kv.integration.wire.History.Change;

/// The history of the keys of [RecordingClient]s, as one watcher gets it. Stateless.
@SuppressWarnings("try") // watchers are open for as long as the block runs
public final class Changes {

    private Changes() {
    }

    /// All changes; a last write marks the end.
    ///
    /// @param server where to watch
    public static List<Change> of(URI server) throws InterruptedException {
        List<Change> changes = new ArrayList<>();
        BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
        try (Client client = Client.builder().endpoints(server.toString()).build();
                Watch.Watcher watcher = client.getWatchClient().watch(text("key"),
                        WatchOption.builder().isPrefix(true).withRevision(1).build(),
                        answer -> events.addAll(answer.getEvents()))) {
            long end = client.getKVClient().put(text("key/end"), text("")).join()
                    .getHeader().getRevision();
            for (long revision = 0; revision < end;) {
                WatchEvent event = events.take();
                revision = event.getKeyValue().getModRevision();
                changes.add(new Change(revision, event.getKeyValue().getKey().toString(),
                        event.getEventType() == WatchEvent.EventType.DELETE ? Optional.empty()
                                : Optional.of(event.getKeyValue().getValue().toString())));
            }
        }
        return changes;
    }

    private static ByteSequence text(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }
}
