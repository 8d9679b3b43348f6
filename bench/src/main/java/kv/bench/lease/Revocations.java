package kv.bench.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// How many leases a server has revoked, as its metrics say. One thread.
final class Revocations implements AutoCloseable {

    private static final String SERIES = "etcd_debugging_lease_revoked_total ";
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;

    Revocations(String endpoint) {
        request = HttpRequest.newBuilder(URI.create(endpoint + "/metrics")).build();
    }

    long total() throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body().lines()
                    .filter(line -> line.startsWith(SERIES))
                    .map(line -> line.substring(SERIES.length()))
                    .mapToLong(text -> (long) Double.parseDouble(text))
                    .findFirst().orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Milliseconds by which leases end later than they should, the first to end taken for the
    /// first that should.
    ///
    /// @param before the total before the first
    /// @param run says when they should end
    /// @param patience after the last should have ended
    Histogram lateness(long before, LeaseRun run, Duration patience)
            throws InterruptedException {
        long[] due = sorted(run.deadlinesNs());
        long[] earliest = sorted(run.earliestNs());
        Histogram lateness = new Histogram(3);
        int seen = 0;
        long giveUpNs = due[due.length - 1] + patience.toNanos();
        while (seen < due.length && System.nanoTime() < giveUpNs) {
            long gone = total() - before;
            long nowNs = System.nanoTime();
            for (; seen < Math.min(gone, due.length); seen++) {
                if (nowNs < earliest[seen]) {
                    throw new IllegalStateException("a lease ended "
                            + (earliest[seen] - nowNs) / 1e9 + " s before its time");
                }
                long lateNs = Math.max(0, nowNs - due[seen]);
                lateness.recordValue(TimeUnit.NANOSECONDS.toMillis(lateNs));
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return lateness;
    }

    private static long[] sorted(long[] moments) {
        long[] copy = moments.clone();
        Arrays.sort(copy);
        return copy;
    }

    @Override
    public void close() {
        http.close();
    }
}
