package kv.store.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.store.range.Interval;
import org.junit.jupiter.api.Test;

class WatchHubTest {

    private final WatchedStore world = new WatchedStore();
    private final WatchHub hub = world.hub();
    private final TestClient client = new TestClient();
    private final WatchStream stream = hub.open(client);

    private WatchCounts counts() {
        return world.store.watch().counts();
    }

    @Test
    void tellsOfWhatComesAfterTheCreationAndOfNothingBefore() {
        world.put("a", "1");
        stream.create(0, TestClient.options("a", "", 0));
        world.put("a", "2");
        world.put("b", "2");
        world.delete("a", "");
        world.run();
        assertEquals(List.of("a@3", "-a@5"), client.events(0));
        assertTrue(client.received.getFirst().getCreated());
        assertEquals(2, client.received.getFirst().getHeader().getRevision());
    }

    @Test
    void callsALoopOnceForAllThatWasPublishedBeforeItsTurn() {
        stream.create(0, TestClient.all());
        world.run();
        world.put("a", "1");
        world.put("a", "2");
        assertEquals(1, world.loopTasks.size());
        world.run();
        assertEquals(List.of("a@2", "a@3"), client.events(0));
    }

    @Test
    void encodesNothingWhileNobodyWatches() {
        world.put("a", "1");
        assertEquals(1, world.store.watch().ring().lastRevision());
        stream.create(0, TestClient.all());
        stream.cancel(0);
        world.put("a", "2");
        assertEquals(1, world.store.watch().ring().lastRevision());
        assertTrue(world.loopTasks.isEmpty());
    }

    @Test
    void goesThroughHistoryAndThenLive() {
        IntStream.range(0, 5).forEach(n -> world.put("k" + n, "v"));
        world.settle();
        world.put("k5", "pending");
        stream.create(7, TestClient.options("k", "l", 3));
        assertEquals(1, counts().slowWatchers());
        world.run();
        world.put("k6", "live");
        world.run();
        assertEquals(List.of("k1@3", "k2@4", "k3@5", "k4@6", "k5@7", "k6@8"), client.events(7));
        assertEquals(0, counts().slowWatchers());
    }

    @Test
    void aFutureStartWaits() {
        stream.create(0, TestClient.options("a", "", 4));
        stream.progress();
        world.put("a", "1");
        world.put("a", "2");
        world.put("a", "3");
        world.run();
        assertEquals(List.of("a@4"), client.events(0));
        assertEquals(2, client.received.size());
    }

    @Test
    void aSilentClientMissesNothingAndHoldsNobodyUp() {
        TestClient other = new TestClient();
        hub.open(other).create(0, TestClient.all());
        stream.create(0, TestClient.all());
        client.listen(0);
        for (int i = 0; i < 1000; i++) {
            world.put("k", "v" + i);
            world.run();
        }
        assertEquals(1000, other.events(0).size());
        assertEquals(1, counts().slowWatchers());
        assertTrue(counts().pendingEvents() < 1000);
        world.pass(1_001);
        assertEquals(0, counts().pendingEvents(), "what waited is dropped");
        client.listen(Integer.MAX_VALUE);
        world.run();
        assertEquals(other.events(0), client.events(0));
        assertEquals(0, counts().slowWatchers());
    }

    @Test
    void aSlowWatcherCatchesUpFromStorageWhenTheRingHasGoneOn() {
        WatchedStore small = new WatchedStore(2_000);
        WatchStream slow = small.hub().open(client);
        slow.create(0, TestClient.withPrev(TestClient.all()));
        client.listen(0);
        List<String> expected = new ArrayList<>(List.of("k@2"));
        small.put("k", "v");
        for (int i = 3; i < 1500; i++) {
            small.put("k", "v" + i);
            expected.add("k@" + i + "<" + (i - 1));
            small.run();
            if (i % 500 == 0) {
                small.settle();
                small.pass(1_500);
            }
        }
        client.listen(Integer.MAX_VALUE);
        small.run();
        assertEquals(expected, client.events(0));
    }

    @Test
    void aClientThatListensALittleGetsEverythingInOrder() {
        stream.create(0, TestClient.all());
        client.listen(0);
        for (int i = 0; i < 2_000; i++) {
            world.put("k", "v");
            world.run();
            client.listen(i % 7 == 0 ? 1 : 0);
            world.run();
        }
        client.listen(Integer.MAX_VALUE);
        world.run();
        assertEquals(IntStream.range(2, 2002).mapToObj(i -> "k@" + i).toList(), client.events(0));
    }

    @Test
    void compactionCancelsOnlyWhomItHasPassed() {
        IntStream.range(0, 5).forEach(n -> world.put("a", "v"));
        stream.create(1, TestClient.options("a", "", 3));
        stream.create(2, TestClient.options("a", "", 4));
        world.compact(4);
        world.settle();
        world.run();
        WatchResponse canceled = client.received.stream()
                .filter(WatchResponse::getCanceled).findFirst().orElseThrow();
        assertEquals(1, canceled.getWatchId());
        assertEquals(4, canceled.getCompactRevision());
        assertEquals(0, canceled.getHeader().getRevision());
        assertEquals(List.of(), client.events(1));
        assertEquals(List.of("a@4", "a@5", "a@6"), client.events(2));
    }

    @Test
    void theStreamIsSilentOnProgressUntilACompactedWatcherIsCanceled() {
        world.put("a", "1");
        world.put("a", "2");
        world.compact(3);
        stream.create(1, TestClient.options("a", "", 2));
        stream.create(2, TestClient.all());
        world.run();
        int before = client.received.size();
        stream.progress();
        assertEquals(before, client.received.size());
        stream.cancel(1);
        stream.progress();
        assertEquals(before + 2, client.received.size());
        assertEquals(-1, client.last().getWatchId());
        assertEquals(3, client.last().getHeader().getRevision());
    }

    @Test
    void progressIsNeverAheadOfAnEvent() {
        stream.create(0, TestClient.all());
        world.put("a", "1");
        stream.progress();
        assertEquals(List.of("a@2"), client.events(0));
        assertEquals(2, client.last().getHeader().getRevision());
        client.listen(0);
        world.put("a", "2");
        stream.progress();
        world.pass(1_001);
        client.listen(Integer.MAX_VALUE);
        world.run();
        assertEquals("a@3", TestClient.text(client.last().getEvents(0)),
                "the report was dropped with the event before it");
    }

    @Test
    void reportsToThoseThatAskOnceTheyHaveBeenQuietForAnInterval() {
        WatchOptions asked = new WatchOptions(TestClient.options("a", "", 0).interval(), 0,
                true, true, false, true, false);
        stream.create(0, asked);
        stream.create(0, TestClient.options("a", "", 0));
        world.put("b", "1");
        world.pass(10_900);
        assertEquals(2, client.last().getHeader().getRevision());
        assertEquals(3, client.received.size());
        world.put("a", "2");
        world.pass(10_900);
        assertEquals(5, client.received.size(), "events take the place of a report");
        world.pass(10_900);
        assertEquals(6, client.received.size());
    }

    @Test
    void keepsThePairBeforeWhileACompactionRuns() {
        world.put("a", "old");
        stream.create(0, TestClient.withPrev(TestClient.all()));
        world.put("a", "new");
        world.compact(3);
        world.settle();
        world.run();
        assertEquals(List.of("a@3<2"), client.events(0));
        world.settle();
        assertEquals(3, world.store.view().compactRevision());
    }

    @Test
    void splitsALargeAnswerForThoseWhoAllowIt() {
        Interval all = TestClient.all().interval();
        stream.create(1, new WatchOptions(all, 0, true, true, false, false, true));
        stream.create(2, new WatchOptions(all, 0, true, true, false, false, false));
        world.apply(txn -> {
            for (int i = 0; i < 5; i++) {
                txn.put(WatchedStore.put("k" + i, "x".repeat(400), 0));
            }
        });
        world.publish();
        world.run();
        List<Boolean> fragments = client.received.stream()
                .filter(answer -> answer.getWatchId() == 1 && !answer.getCreated())
                .map(WatchResponse::getFragment).toList();
        assertEquals(List.of(true, true, false), fragments);
        assertEquals(client.events(2), client.events(1));
        assertEquals(4 + 2, client.received.size());
    }

    @Test
    void whatIsLeftOfABegunAnswerIsNotDropped() {
        Interval all = TestClient.all().interval();
        stream.create(1, new WatchOptions(all, 0, true, true, false, false, true));
        client.listen(1);
        world.apply(txn -> {
            for (int i = 0; i < 5; i++) {
                txn.put(WatchedStore.put("k" + i, "x".repeat(400), 0));
            }
        });
        world.publish();
        world.run();
        world.pass(1_001);
        client.listen(Integer.MAX_VALUE);
        world.run();
        assertEquals(List.of("k0@2", "k1@2", "k2@2", "k3@2", "k4@2"), client.events(1));
    }

    @Test
    void leavesNothingBehindWhenAClientVanishesInAnyState() {
        IntStream.range(0, 3).forEach(n -> world.put("a", "v"));
        stream.create(1, TestClient.withPrev(TestClient.all()));
        stream.create(2, TestClient.options("a", "", 2));
        world.loopTasks.poll().run();
        assertFalse(world.readTasks.isEmpty(), "a pass reads from storage");
        stream.create(3, TestClient.options("a", "", 2));
        world.compact(4);
        stream.create(4, TestClient.options("a", "", 2));
        client.listen(0);
        world.put("a", "w");
        stream.close();
        stream.create(5, TestClient.all());
        stream.cancel(1);
        stream.progress();
        world.run();
        world.put("a", "x");
        world.settle();
        assertEquals(0, counts().watchers());
        assertEquals(0, counts().streams());
        assertEquals(0, counts().slowWatchers());
        assertEquals(0, counts().pendingEvents());
        assertTrue(world.loopTasks.isEmpty());
        assertEquals(4, world.store.view().compactRevision());
        assertTrue(world.store.compactions().isDone(), "nothing stays pinned");
    }

    @Test
    void tenThousandWatchersOfOneStreamEachGetTheirs() {
        for (int i = 0; i < 10_000; i++) {
            stream.create(0, TestClient.options("k" + i, "", 0));
        }
        WatchOptions prefix = TestClient.options("k", "l", 0);
        stream.create(-5, prefix);
        for (int i = 0; i < 10_000; i += 1_000) {
            world.put("k" + i, "v");
        }
        world.run();
        for (int i = 0; i < 10_000; i += 1_000) {
            assertEquals(List.of("k" + i + "@" + (2 + i / 1_000)), client.events(i));
        }
        assertEquals(10, client.events(-5).size());
        assertEquals(10_001 + 20, client.received.size());
        assertEquals(20, counts().events());
    }

    @Test
    void goesOnWhereItWasWhenTheStateIsReplacedByOneThatIsFurther() {
        stream.create(1, TestClient.withPrev(TestClient.all()));
        world.put("a", "1");
        world.run();
        WatchedStore other = new WatchedStore();
        other.put("a", "1");
        other.put("a", "2");
        other.put("b", "1");
        other.settle();
        world.replaceBy(other);
        world.run();
        world.put("b", "2");
        world.run();
        assertEquals(List.of("a@2", "a@3<2", "b@4", "b@5<4"), client.events(1));
    }

    @Test
    void isCanceledWhenTheStateThatReplacesItsOwnIsCompactedFurther() {
        stream.create(1, TestClient.withPrev(TestClient.all()));
        world.put("a", "1");
        world.run();
        WatchedStore other = new WatchedStore();
        IntStream.range(0, 5).forEach(n -> other.put("a", "v"));
        other.compact(5);
        other.settle();
        world.replaceBy(other);
        world.run();
        assertEquals(List.of("a@2"), client.events(1));
        assertTrue(client.last().getCanceled());
        assertEquals(5, client.last().getCompactRevision());
    }

    @Test
    void takesNoFurtherRequestsOfAClientThatDoesNotListen() {
        client.listen(0);
        int asked = 0;
        while (stream.hasRoom()) {
            stream.create(0, TestClient.options("b", "a", 0));
            asked++;
        }
        assertTrue(asked < 1_000, asked + " refusals wait");
        client.listen(Integer.MAX_VALUE);
        assertTrue(stream.hasRoom());
        assertEquals(asked, client.received.size());
    }

    @Test
    void refusesAsEtcdDoes() {
        stream.create(3, TestClient.all());
        stream.create(3, TestClient.all());
        assertEquals("mvcc: duplicate watch ID provided on the WatchStream",
                client.last().getCancelReason());
        stream.create(0, TestClient.options("b", "a", 0));
        assertEquals("mvcc: watcher range is empty", client.last().getCancelReason());
        stream.create(0, TestClient.options("a", "", -1));
        assertEquals("etcdserver: mvcc: required revision has been compacted",
                client.last().getCancelReason());
        assertEquals(-1, client.last().getWatchId());
        stream.cancel(99);
        assertEquals(4, client.received.size());
        assertEquals(1, counts().watchers());
    }
}
