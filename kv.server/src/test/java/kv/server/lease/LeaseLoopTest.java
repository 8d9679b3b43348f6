package kv.server.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.LeaseCheckpoint;
import kv.server.lease.LeaseWorld.Renewed;
import kv.store.lease.Lessor;
import org.junit.jupiter.api.Test;

class LeaseLoopTest {

    private final LeaseWorld world = new LeaseWorld();

    @Test
    void aLeaseIsRevokedWhenItsTimeIsOverAndNotBefore() {
        world.grant(7, 5);
        world.after(4.999);
        assertEquals(List.of(), world.revoking());
        world.after(0.001);
        assertEquals(List.of(7L), world.revoking());
        world.commit();
        assertEquals(0, world.lessor.count());
        assertEquals(1, world.loop.expiredTotal());
        assertEquals(List.of(5L), world.grantedSeconds);
    }

    @Test
    void aRenewalGivesAllTheTimeAgain() {
        world.grant(7, 5);
        world.after(4);
        assertEquals(new Renewed(5, null), world.renew(7));
        assertEquals(5, world.remaining(7));
        world.after(4.9);
        assertEquals(List.of(), world.revoking());
        world.after(0.2);
        assertEquals(List.of(7L), world.revoking());
        assertEquals(1, world.loop.renewedTotal());
    }

    @Test
    void thereIsNothingToRenewOfALeaseThatIsNotThere() {
        assertEquals(new Renewed(0, null), world.renew(7));
        assertEquals(new Renewed(0, null), world.renew(0));
    }

    @Test
    void aRenewalOfAnExpiredLeaseWaitsForItsEnd() {
        world.grant(7, 5);
        world.after(6);
        assertNull(world.renew(7));
        world.commit();
        assertEquals(new Renewed(0, null), world.answers.get(7L));
    }

    @Test
    void aRenewalThatWaitsIsRefusedWhenTheMemberNoLongerLeads() {
        world.grant(7, 5);
        world.after(6);
        assertNull(world.renew(7));
        world.leads = 0;
        world.after(0.1);
        KvException refusal = world.answers.get(7L).refusal();
        assertEquals(StatusCode.UNKNOWN, refusal.status());
        assertEquals("not a primary lessor", refusal.getMessage());
    }

    @Test
    void whoeverDoesNotLeadNeitherRenewsNorRevokes() {
        world.leads = 0;
        world.grant(7, 5);
        assertEquals("not a primary lessor", world.renew(7).refusal().getMessage());
        assertEquals(Long.MAX_VALUE, world.loop.remainingNs(7));
        world.after(100);
        assertEquals(List.of(), world.revoking());
    }

    @Test
    void aNewLeaderBeginsWithAllTheTimeAndAnElectionBesides() {
        world.leads = 0;
        world.grant(7, 5);
        world.after(100);
        world.leads = 3;
        world.after(0);
        assertEquals(5 + LeaseWorld.EXTENSION_S, world.remaining(7));
        world.after(6);
        assertEquals(List.of(7L), world.revoking());
        assertEquals(3, world.log.peek().term());
    }

    @Test
    void aRevocationThatIsRefusedIsProposedAgain() {
        world.grant(7, 5);
        world.after(5);
        world.refuse(ErrorCode.TIMEOUT);
        assertEquals(List.of(), world.revoking());
        assertTrue(world.remaining(7) <= 0);
        world.after(1);
        assertEquals(List.of(7L), world.revoking());
        assertNull(world.renew(7), "an expired lease was renewed");
        world.commit();
        assertEquals(new Renewed(0, null), world.answers.get(7L));
    }

    @Test
    void aRevocationOfAnEarlierTermSaysNothingOfTheLeaseNow() {
        world.grant(7, 5);
        world.after(5);
        assertEquals(1, world.log.peek().term());
        world.leads = 3;
        world.after(0);
        world.refuse(ErrorCode.LEADER_CHANGED);
        assertEquals(5 + LeaseWorld.EXTENSION_S, world.remaining(7));
        world.after(5.9);
        assertEquals(List.of(), world.revoking());
        world.after(0.1);
        assertEquals(List.of(7L), world.revoking());
    }

    @Test
    void aLeaseWithTheIdOfOneThatEndedHasItsOwnTime() {
        world.grant(7, 5);
        world.after(3);
        world.lessor.remove(world.lessor.require(7));
        world.grant(7, 5);
        world.after(3);
        assertEquals(2, world.remaining(7));
        assertEquals(List.of(), world.revoking());
    }

    @Test
    void theLongestLeaseFits() {
        world.grant(7, Lessor.MAX_TTL_SECONDS);
        world.after(1);
        assertEquals(Lessor.MAX_TTL_SECONDS - 1, (long) world.remaining(7));
        assertEquals(new Renewed(Lessor.MAX_TTL_SECONDS, null), world.renew(7));
    }

    @Test
    void fewRevocationsAreUnderWayAtATime() {
        for (int id = 1; id <= 1000; id++) {
            world.grant(id, 5);
        }
        world.after(5);
        assertEquals(LeaseProposals.MAX_REVOKING, world.revoking().size());
        while (world.lessor.count() > 0) {
            assertTrue(world.revoking().size() <= LeaseProposals.MAX_REVOKING);
            world.commit();
        }
        assertEquals(1000, world.loop.expiredTotal());
    }

    @Test
    void aCheckpointTellsARestartWhatIsLeft() {
        world.grant(7, 60);
        world.after(30);
        world.commit();
        world.after(5);
        long kept = world.lessor.require(7).remainingTtlSeconds();
        LeaseWorld restarted = new LeaseWorld(world.lessor);
        assertEquals(kept + LeaseWorld.EXTENSION_S, restarted.remaining(7));
        assertTrue(restarted.remaining(7) >= 25, "the lease would end early");
        assertTrue(restarted.remaining(7) <= 35, "the lease regains " + restarted.remaining(7));
    }

    @Test
    void checkpointsGoIntoTheLogByTheThousand() {
        for (int id = 1; id <= 2500; id++) {
            world.grant(id, 60);
        }
        world.after(8);
        assertEquals(List.of(1000, 1000, 500), world.log.stream().map(proposed ->
                proposed.command().getLeaseCheckpoint().getCheckpointsCount()).toList());
    }

    @Test
    void aLeaseThatIsRenewedInTimeNeedsNoCheckpoint() {
        world.grant(7, 10);
        for (int i = 0; i < 20; i++) {
            world.after(3.3);
            assertEquals(new Renewed(10, null), world.renew(7));
        }
        assertEquals(List.of(), world.checkpoints());
    }

    @Test
    void aRenewalIsAnsweredWhenItsCheckpointIsTakenBack() {
        world.grant(7, 60);
        world.after(10);
        assertEquals(50, world.checkpoints().getFirst().getRemainingTTL());
        assertNull(world.renew(7), "a restart would shorten the lease");
        assertEquals(LeaseCheckpoint.newBuilder().setID(7).build(),
                world.checkpoints().getLast());
        world.commit();
        assertEquals(new Renewed(60, null), world.answers.get(7L));
        assertEquals(60, world.lessor.require(7).remainingTtlSeconds());
        assertEquals(new Renewed(60, null), world.renew(7));
    }

    @Test
    void aRenewalWhoseCheckpointStaysIsRefused() {
        world.grant(7, 60);
        world.after(10);
        world.commit();
        assertNull(world.renew(7));
        world.refuse(ErrorCode.LEADER_CHANGED);
        assertEquals("etcdserver: leader changed", world.answers.get(7L).refusal().getMessage());
    }

    @Test
    void closingAnswersWhoeverWaits() {
        world.grant(7, 5);
        world.after(6);
        assertNull(world.renew(7));
        world.loop.onClose();
        assertEquals("etcdserver: server stopped", world.answers.get(7L).refusal().getMessage());
    }

    /// Whatever happens in whatever order: a lease lives at least until what its last answer
    /// promised, in every life, and a restart gives back a bounded time.
    @Test
    void noLeaseEndsEarlyThroughRestartsAndLostProposals() {
        for (long seed = 0; seed < 50; seed++) {
            new RandomLives(new SplittableRandom(seed)).run();
        }
    }

    /// One lease, renewed now and then; commits, refusals and restarts as chance has it.
    private static final class RandomLives {

        private static final int STEPS = 400;
        private final RandomGenerator random;
        private LeaseWorld world = new LeaseWorld();
        private double promised;
        private double now;

        RandomLives(RandomGenerator random) {
            this.random = random;
        }

        void run() {
            long ttl = 12 + random.nextInt(100);
            world.grant(7, ttl);
            promised = ttl;
            for (int step = 0; step < STEPS && world.lessor.count() > 0; step++) {
                pass(random.nextDouble() * 4);
                switch (random.nextInt(12)) {
                    case 0 -> restart();
                    case 1 -> world.refuse(ErrorCode.TIMEOUT);
                    case 2, 3, 4 -> renew();
                    default -> world.commit();
                }
                assertTrue(world.lessor.count() > 0 || now >= promised,
                        "ended " + (promised - now) + " s early");
            }
        }

        private void pass(double seconds) {
            now += seconds;
            world.after(seconds);
        }

        private void renew() {
            Renewed at = world.renew(7);
            if (at == null) {
                world.commit();
                at = world.answers.get(7L);
            }
            if (at != null && at.ttlSeconds() > 0) {
                promised = now + at.ttlSeconds();
            }
        }

        private void restart() {
            world = new LeaseWorld(world.lessor);
            assertTrue(now + world.remaining(7) >= promised,
                    "a restart takes " + (promised - now - world.remaining(7)) + " s");
        }
    }
}
