package kv.store.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.store.mvcc.WriteTxn;
import kv.store.range.Interval;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random writes, compactions, clients and turns, from one seed. In the end every watcher has had
/// exactly the events of its range from its start on, in order and once, up to where a compaction
/// has passed it.
class RandomWatchTest {

    private static final int STEPS = 3_000;
    private static final int KEYS = 6;

    static List<Long> seeds() {
        Long given = Long.getLong("kvd.seed");
        return given == null ? List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L) : List.of(given);
    }

    private final WatchedStore world = new WatchedStore(3_000);
    private final List<Change> history = new ArrayList<>();
    private final Map<String, Long> living = new HashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Client> gone = new ArrayList<>();
    private final WatchHub[] hubs = {world.hub(), world.hub()};
    private Random random;

    /// What happened to a key; `before` is the revision of the pair that was there, 0 for none.
    private record Change(String key, long revision, boolean deleted, long before) {

        String text(boolean prev) {
            return (deleted ? "-" : "") + key + "@" + revision
                    + (prev && before != 0 ? "<" + before : "");
        }
    }

    private record Asked(WatchOptions options, long start) {
    }

    private static final class Client {

        private final TestClient reply = new TestClient();
        private final Map<Long, Asked> watchers = new HashMap<>();
        private WatchStream stream;
        private long ids;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyWatcherGetsEverythingOnceAndInOrder(long seed) {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        world.publish();
        clients.forEach(client -> client.reply.listen(Integer.MAX_VALUE));
        world.run();
        for (Client client : clients) {
            client.watchers.forEach((id, asked) -> judge(client, id, asked, true, seed));
        }
        for (Client client : gone) {
            client.watchers.forEach((id, asked) -> judge(client, id, asked, false, seed));
        }
        clients.forEach(client -> client.stream.close());
        world.settle();
        WatchCounts counts = world.store.watch().counts();
        assertEquals(0, counts.watchers() + counts.slowWatchers() + counts.streams()
                + counts.pendingEvents(), "seed " + seed);
        assertTrue(world.store.compactions().isDone(), "nothing stays pinned, seed " + seed);
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> write();
            case 6, 7, 8, 9 -> turn();
            case 10 -> world.settle();
            case 11 -> compact();
            case 12, 13 -> create();
            case 14, 15, 16 -> listen();
            case 17 -> world.pass(random.nextInt(1_500));
            case 18 -> cancelOrProgress();
            default -> openOrClose();
        }
    }

    private void write() {
        for (int entry = random.nextInt(4); entry >= 0; entry--) {
            world.apply(this::change);
        }
        if (random.nextInt(4) > 0) {
            world.publish();
        }
    }

    private void change(WriteTxn txn) {
        long revision = history.isEmpty() ? 2 : history.getLast().revision + 1;
        int first = random.nextInt(KEYS);
        for (int n = 0; n <= random.nextInt(3); n++) {
            String key = "k" + (first + n) % KEYS;
            long before = living.getOrDefault(key, 0L);
            if (random.nextInt(3) > 0) {
                txn.put(WatchedStore.put(key, "v".repeat(random.nextInt(200)), 0));
                history.add(new Change(key, revision, false, before));
                living.put(key, revision);
            } else if (before != 0) {
                txn.deleteRange(WatchedStore.delete(key));
                history.add(new Change(key, revision, true, before));
                living.remove(key);
            }
        }
    }

    private void turn() {
        Queue<Runnable> tasks = random.nextInt(3) == 0 ? world.readTasks : world.loopTasks;
        if (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private void compact() {
        world.publish();
        long revision = world.revision() - random.nextInt(20);
        if (revision > Math.max(1, world.store.view().compactRevision())) {
            world.compact(revision);
        }
    }

    private void openOrClose() {
        if (clients.size() < 3 || random.nextInt(10) > 0) {
            if (clients.size() < 5) {
                Client client = new Client();
                client.stream = hubs[random.nextInt(2)].open(client.reply);
                clients.add(client);
            }
            return;
        }
        Client client = clients.remove(random.nextInt(clients.size()));
        client.stream.close();
        gone.add(client);
    }

    private void create() {
        if (clients.isEmpty()) {
            return;
        }
        Client client = clients.get(random.nextInt(clients.size()));
        long now = world.revision();
        long start = switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt((int) now);
            case 1 -> Math.max(1, now - random.nextInt(10));
            case 2 -> now + random.nextInt(5);
            default -> 0;
        };
        int from = random.nextInt(KEYS);
        Interval interval = switch (random.nextInt(3)) {
            case 0 -> new Interval(("k" + from).getBytes(), null, true);
            case 1 -> new Interval(("k" + from).getBytes(),
                    ("k" + (from + 1 + random.nextInt(3))).getBytes(), false);
            default -> new Interval(("k" + from).getBytes(), null, false);
        };
        int kinds = random.nextInt(5);
        WatchOptions options = new WatchOptions(interval, start, kinds != 1, kinds != 2,
                random.nextInt(3) == 0, random.nextInt(4) == 0, random.nextInt(3) == 0);
        client.watchers.put(++client.ids, new Asked(options, start == 0 ? now + 1 : start));
        client.stream.create(client.ids, options);
    }

    private void listen() {
        if (!clients.isEmpty()) {
            clients.get(random.nextInt(clients.size())).reply.listen(
                    random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(4));
        }
    }

    private void cancelOrProgress() {
        if (clients.isEmpty()) {
            return;
        }
        Client client = clients.get(random.nextInt(clients.size()));
        if (random.nextInt(3) > 0 || client.ids == 0) {
            client.stream.progress();
        } else {
            client.stream.cancel(1 + random.nextLong(client.ids));
        }
    }

    private void judge(Client client, long id, Asked asked, boolean settled, long seed) {
        String where = "seed " + seed + ", watcher " + id + " of " + asked;
        List<String> got = new ArrayList<>();
        long last = 0;
        boolean canceled = false;
        for (WatchResponse answer : client.reply.received) {
            boolean whole = answer.getWatchId() == -1 && !answer.getCreated();
            if (answer.getWatchId() != id && !whole) {
                continue;
            }
            canceled |= answer.getCanceled();
            boolean report = answer.getEventsCount() == 0 && !answer.getCreated()
                    && !answer.getCanceled();
            if (report && !canceled && !asked.options.filtered() && created(client, id, answer)) {
                assertEquals(expected(asked, answer.getHeader().getRevision()), got,
                        where + ": a report of progress is ahead of an event");
            }
            answer.getEventsList().forEach(event -> got.add(TestClient.text(event)));
            last = answer.getCompactRevision() == 0 ? last : answer.getCompactRevision();
        }
        List<String> expected = expected(asked, Long.MAX_VALUE);
        if (settled && !canceled) {
            assertEquals(absentPairs(expected, got), got, where);
        } else {
            assertEquals(absentPairs(expected.subList(0, Math.min(expected.size(), got.size())),
                    got), got, where + " canceled");
        }
    }

    private static boolean created(Client client, long id, WatchResponse before) {
        for (WatchResponse answer : client.reply.received) {
            if (answer == before) {
                return false;
            }
            if (answer.getCreated() && answer.getWatchId() == id) {
                return true;
            }
        }
        return false;
    }

    /// A pair that compaction had taken before the watcher came to its event is not there.
    private static List<String> absentPairs(List<String> expected, List<String> got) {
        List<String> result = new ArrayList<>(expected);
        for (int i = 0; i < Math.min(expected.size(), got.size()); i++) {
            if (expected.get(i).startsWith(got.get(i) + "<")) {
                result.set(i, got.get(i));
            }
        }
        return result;
    }

    private List<String> expected(Asked asked, long to) {
        List<String> texts = new ArrayList<>();
        for (Change change : history) {
            boolean wanted = change.deleted ? asked.options.deletions() : asked.options.puts();
            if (wanted && change.revision >= asked.start && change.revision <= to
                    && asked.options.interval().contains(change.key.getBytes())) {
                texts.add(change.text(asked.options.prevKv()));
            }
        }
        return texts;
    }
}
