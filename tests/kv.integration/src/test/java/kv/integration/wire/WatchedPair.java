package kv.integration.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import kv.api.pb.etcdserverpb.WatchRequest;

/// The same watchers at two servers: what they are told must be equal. One thread.
public final class WatchedPair {

    private static final int STREAMS = 3;
    /// Etcd looks after watchers that start in the past ten times a second.
    private static final long PAST_QUIET_MS = 130;
    private static final long QUIET_MS = 20;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final SplittableRandom random;
    private final BlockingQueue<WatchTape> news = new LinkedBlockingQueue<>();
    private final List<Stream> streams = new ArrayList<>();

    /// The same stream at both.
    private record Stream(WatchTape theirs, WatchTape ours, RandomWatches watches,
            List<WatchRequest> asked) {

        Optional<String> difference() {
            Map<String, List<String>> expected = theirs.told();
            Map<String, List<String>> got = ours.told();
            TreeSet<String> subjects = new TreeSet<>(expected.keySet());
            subjects.addAll(got.keySet());
            return subjects.stream()
                    .filter(subject -> !expected.getOrDefault(subject, List.of())
                            .equals(got.getOrDefault(subject, List.of())))
                    .findFirst()
                    .map(subject -> difference(subject,
                            expected.getOrDefault(subject, List.of()),
                            got.getOrDefault(subject, List.of())));
        }

        private String difference(String subject, List<String> expected, List<String> got) {
            int at = 0;
            while (at < expected.size() && at < got.size()
                    && expected.get(at).equals(got.get(at))) {
                at++;
            }
            return subject + ", answer " + at + ": etcd " + expected.subList(at, expected.size())
                    + ", got " + got.subList(at, got.size()) + "\nasked: " + asked;
        }
    }

    /// Opens some streams.
    ///
    /// @param old whether `theirs` is etcd 3.4
    public WatchedPair(SplittableRandom random, boolean old, Rpc theirs, Rpc ours) {
        this.random = random;
        for (int i = 0; i < STREAMS; i++) {
            streams.add(new Stream(new WatchTape(theirs, news), new WatchTape(ours, news),
                    new RandomWatches(random, old), new ArrayList<>()));
        }
    }

    /// Asks both for something, after all that came before.
    ///
    /// @param revision of the store
    /// @return a difference, if there is one
    public Optional<String> ask(long revision) {
        Optional<String> before = settle(QUIET_MS);
        if (before.isPresent()) {
            return before;
        }
        Stream stream = streams.get(random.nextInt(STREAMS));
        WatchRequest request = stream.watches().next(revision);
        stream.asked().add(request);
        stream.theirs().send(request);
        stream.ours().send(request);
        return settle(request.hasCreateRequest()
                && request.getCreateRequest().getStartRevision() > 0 ? PAST_QUIET_MS : QUIET_MS);
    }

    /// Waits until nothing comes any more and both were told the same.
    ///
    /// @return a difference that stays, if there is one
    public Optional<String> settle() {
        return settle(QUIET_MS);
    }

    private Optional<String> settle(long quietMs) {
        long giveUpNs = System.nanoTime() + PATIENCE_NS;
        Optional<String> difference;
        do {
            awaitQuiet(quietMs);
            difference = streams.stream().flatMap(stream -> stream.difference().stream())
                    .findFirst();
        } while (difference.isPresent() && System.nanoTime() < giveUpNs);
        return difference;
    }

    private void awaitQuiet(long quietMs) {
        try {
            while (news.poll(quietMs, TimeUnit.MILLISECONDS) != null) {
                news.clear();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How many lines both were told.
    public int size() {
        return streams.stream().flatMap(stream -> stream.ours().told().values().stream())
                .mapToInt(List::size).sum();
    }

    /// Ends the streams' requests.
    public void end() {
        streams.forEach(stream -> {
            stream.theirs().end();
            stream.ours().end();
        });
    }
}
