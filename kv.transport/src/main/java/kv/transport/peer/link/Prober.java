package kv.transport.peer.link;

import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import kv.transport.peer.client.PeerRequest;

/// Asks a peer every four seconds whether it lives, and measures how long that takes. Any thread
/// reads; changed on the peer's home loop.
final class Prober {

    private static final String PATH = "/raft/probing";
    private static final long INTERVAL_MS = 4_000;
    private static final double WEIGHT = 0.25;
    private static final double NS_PER_SECOND = 1e9;
    private static final int OK = 200;

    private final PeerContext peer;
    private ScheduledFuture<?> schedule;
    private volatile double seconds = Double.NaN;

    Prober(PeerContext peer) {
        this.peer = peer;
    }

    void start() {
        schedule = peer.home().scheduleAtFixedRate(
                this::probe, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        schedule.cancel(false);
    }

    /// The round trip, smoothed, if the last probe was answered.
    OptionalDouble seconds() {
        double now = seconds;
        return Double.isNaN(now) ? OptionalDouble.empty() : OptionalDouble.of(now);
    }

    private void probe() {
        long startNs = System.nanoTime();
        URI url = peer.urls().pick();
        peer.links().client().ask(PeerRequest.get(url, PATH, INTERVAL_MS))
                .whenCompleteAsync((answer, failure) -> {
                    boolean alive = failure == null && answer.status() == OK;
                    measured(alive ? (System.nanoTime() - startNs) / NS_PER_SECOND : Double.NaN);
                }, peer.home());
    }

    private void measured(double took) {
        if (Double.isNaN(took) || Double.isNaN(seconds)) {
            seconds = took;
        } else {
            seconds = seconds + WEIGHT * (took - seconds);
        }
        if (!Double.isNaN(took)) {
            peer.counts().roundTripSeconds().observe(took);
        }
    }
}
