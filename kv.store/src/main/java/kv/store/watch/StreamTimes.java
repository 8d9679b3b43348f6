package kv.store.watch;

import java.util.concurrent.TimeUnit;

/// What a stream does at a time: reports progress from the moment a watcher asks for it, and gives
/// up on a client that does not listen. Confined to the hub's loop.
///
/// The time between reports is up to a tenth longer than configured, different from stream to
/// stream, so that many streams opened at once do not all report at once.
final class StreamTimes {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final WatchHub hub;
    private final WatchStream stream;
    private final long openedNs;
    private final long intervalNs;
    private Timers.Timer report;
    private Timers.Timer patience;
    private boolean listened;

    /// @param number of the stream
    StreamTimes(WatchHub hub, WatchStream stream, long progressNs, long number) {
        this.hub = hub;
        this.stream = stream;
        openedNs = hub.nowNs();
        intervalNs = progressNs + (long) (number * GOLDEN_RATIO % 1 * progressNs / 10);
    }

    /// Begins to report, if it has not begun.
    void reportProgress() {
        if (report == null) {
            long passed = hub.nowNs() - openedNs;
            report = hub.timers().at(
                    openedNs + (passed / intervalNs + 1) * intervalNs, this::report);
        }
    }

    private void report() {
        report = hub.timers().at(report.dueNs() + intervalNs, this::report);
        stream.reportQuiet();
    }

    /// An answer waits for the client.
    void awaitClient() {
        if (patience == null) {
            listened = false;
            patience = hub.timers().at(hub.nowNs() + PATIENCE_NS, this::look);
        }
    }

    /// The client has taken an answer.
    void clientListens() {
        listened = true;
    }

    private void look() {
        patience = null;
        if (!stream.isWaiting()) {
            return;
        }
        if (!listened) {
            stream.dropEvents();
        }
        if (stream.isWaiting()) {
            awaitClient();
        }
    }

    void stop() {
        hub.timers().cancel(report);
        hub.timers().cancel(patience);
    }
}
