package kv.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import kv.raft.model.ConfState;
import kv.raft.model.Context;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.EntryKind;
import kv.raft.model.HardState;
import kv.raft.model.InvariantError;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.HeartbeatResponse;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.Message.Vote;
import kv.raft.model.Message.VoteResponse;
import kv.raft.model.Message;
import kv.raft.model.ReadState;
import kv.raft.model.SnapshotMeta;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.testing.Text;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The claims of "In Search of an Understandable Consensus Algorithm" (extended version), by
/// section. Each test puts one member into a state, gives it an input, and looks at what it says:
/// its peers are played by hand. Pre-vote and check-quorum are off, since the paper has neither.
class RaftPaperTest {

    private final Puppet member = new Puppet(1, 2, 3);

    /// §5.1 Raft basics: terms.
    @Nested
    class Terms {

        @Test
        void aServerTakesALargerTermThanItsOwn() {
            member.step(new Heartbeat(1, 2, 5, 0, Context.EMPTY));
            assertEquals(5, member.term());
        }

        @Test
        void aCandidateAndALeaderFallBackToFollowerAtALargerTerm() {
            member.campaign();
            member.step(append(7, EntryId.ZERO, 0));
            assertEquals(RoleKind.FOLLOWER, member.role());
            member.elect();
            member.step(append(20, EntryId.ZERO, 0));
            assertEquals(RoleKind.FOLLOWER, member.role());
            assertEquals(20, member.term());
        }

        @Test
        void aServerRejectsWhatComesWithAnOlderTerm() {
            member.step(append(3, EntryId.ZERO, 0));
            member.step(append(2, EntryId.ZERO, 0, entry(2, 1)));
            assertEquals(0, member.node().status().indexes().last());
        }
    }

    /// §5.2 Leader election.
    @Nested
    class Elections {

        @Test
        void aServerBeginsAsAFollower() {
            assertEquals(RoleKind.FOLLOWER, member.role());
        }

        @Test
        void aLeaderSendsHeartbeatsToAllFollowersPeriodically() {
            member.elect();
            member.take();
            member.tick(1);
            List<Message> sent = member.take();
            assertEquals(2, sent.size());
            assertTrue(sent.stream().allMatch(Heartbeat.class::isInstance));
        }

        @Test
        void aFollowerThatHearsNothingRaisesItsTermVotesForItselfAndAsksAll() {
            member.tick(Puppet.LONGEST_TIMEOUT_TICKS);
            List<Message> sent = member.take();
            assertEquals(RoleKind.CANDIDATE, member.role());
            assertEquals(new HardState(1, 1, 0), member.disk().hardState());
            assertEquals(List.of(
                    new Vote(2, 1, 1, EntryId.ZERO, false),
                    new Vote(3, 1, 1, EntryId.ZERO, false)), sent);
        }

        @Test
        void aCandidateWinsWithAMajorityOfTheWholeCluster() {
            Puppet five = new Puppet(1, 2, 3, 4, 5);
            five.campaign();
            five.step(new VoteResponse(1, 2, 1, false));
            assertEquals(RoleKind.CANDIDATE, five.role());
            five.step(new VoteResponse(1, 3, 1, false));
            assertEquals(RoleKind.LEADER, five.role());
        }

        @Test
        void theSameVoterCountsOnce() {
            Puppet five = new Puppet(1, 2, 3, 4, 5);
            five.campaign();
            five.step(new VoteResponse(1, 2, 1, false));
            five.step(new VoteResponse(1, 2, 1, false));
            assertEquals(RoleKind.CANDIDATE, five.role());
        }

        @Test
        void aServerVotesForOneCandidateInATermFirstComeFirstServed() {
            member.step(new Vote(1, 2, 1, EntryId.ZERO, false));
            member.step(new Vote(1, 3, 1, EntryId.ZERO, false));
            member.step(new Vote(1, 2, 1, EntryId.ZERO, false));
            assertEquals(List.of(
                    new VoteResponse(2, 1, 1, false),
                    new VoteResponse(3, 1, 1, true),
                    new VoteResponse(2, 1, 1, false)), member.take());
        }

        @Test
        void aVoteSurvivesACrash() {
            member.step(new Vote(1, 2, 1, EntryId.ZERO, false));
            member.take();
            member.restart();
            member.step(new Vote(1, 3, 1, EntryId.ZERO, false));
            assertEquals(List.of(new VoteResponse(3, 1, 1, true)), member.take());
        }

        @Test
        void noVoteIsSentBeforeItIsDurable() {
            member.step(new Vote(1, 2, 1, EntryId.ZERO, false));
            assertTrue(member.node().ready().messages().isEmpty());
        }

        @Test
        void aCandidateFollowsALeaderOfItsTerm() {
            member.campaign();
            member.step(append(1, EntryId.ZERO, 0));
            assertEquals(RoleKind.FOLLOWER, member.role());
            assertEquals(2, member.node().status().softState().lead());
        }

        @Test
        void aCandidateThatNeitherWinsNorLosesBeginsANewElection() {
            member.campaign();
            member.tick(Puppet.LONGEST_TIMEOUT_TICKS);
            assertEquals(RoleKind.CANDIDATE, member.role());
            assertEquals(2, member.term());
        }

        @Test
        void timeoutsAreDrawnFromAnInterval() {
            TreeSet<Integer> timeouts = new TreeSet<>();
            for (int draw = 0; draw < 10; draw++) {
                Puppet other = new Puppet(draw, new long[] {1, 2, 3});
                int ticks = 0;
                while (other.role() == RoleKind.FOLLOWER) {
                    other.tick(1);
                    ticks++;
                }
                timeouts.add(ticks);
            }
            assertEquals(10, timeouts.size());
            assertEquals(10, timeouts.first());
            assertEquals(19, timeouts.last());
        }
    }

    /// §5.3 Log replication.
    @Nested
    class Replication {

        @Test
        void aLeaderAppendsACommandAndSendsItInParallel() {
            member.elect();
            member.take();
            member.node().propose(List.of(new Text("x")));
            Entry entry = new Entry(1, 2, EntryKind.NORMAL, new Text("x"));
            member.ackAll(1);
            List<Message> sent = member.take();
            assertTrue(sent.contains(
                    new Append(2, 1, 1, new EntryId(1, 1), List.of(entry), 1)), sent.toString());
            assertTrue(sent.contains(
                    new Append(3, 1, 1, new EntryId(1, 1), List.of(entry), 1)), sent.toString());
        }

        @Test
        void anEntryIsCommittedOnceAMajorityHoldsIt() {
            member.elect();
            member.take();
            assertEquals(0, member.commit());
            member.step(AppendResponse.accept(1, 2, 1, 1));
            assertEquals(1, member.commit());
        }

        @Test
        void aLeaderTellsTheCommitIndexToItsFollowers() {
            member.elect();
            member.take();
            member.step(AppendResponse.accept(1, 2, 1, 1));
            assertTrue(member.take().contains(
                    new Append(2, 1, 1, new EntryId(1, 1), List.of(), 1)));
        }

        @Test
        void aFollowerCommitsWhatItsLeaderSaysInLogOrder() {
            member.step(append(1, EntryId.ZERO, 1, entry(1, 1), entry(1, 2)));
            member.take();
            assertEquals(1, member.commit());
            assertEquals(List.of(1L), member.handedOut());
            member.step(append(1, new EntryId(1, 2), 2));
            member.take();
            assertEquals(List.of(1L, 2L), member.handedOut());
        }

        @Test
        void aFollowerRefusesAnAppendWhosePredecessorItLacks() {
            member.step(append(1, new EntryId(1, 5), 0, entry(1, 6)));
            AppendResponse answer = assertInstanceOf(
                    AppendResponse.class, member.take().getFirst());
            assertTrue(answer.rejected());
            assertEquals(5, answer.index());
        }

        @Test
        void aFollowerRefusesAPredecessorOfAnotherTerm() {
            member.step(append(1, EntryId.ZERO, 0, entry(1, 1)));
            member.take();
            member.step(append(2, new EntryId(2, 1), 0, entry(2, 2)));
            assertTrue(((AppendResponse) member.take().getFirst()).rejected());
        }

        @Test
        void aConflictingEntryAndAllAfterItAreDeleted() {
            member.step(append(1, EntryId.ZERO, 0, entry(1, 1), entry(1, 2), entry(1, 3)));
            member.take();
            member.step(append(2, new EntryId(1, 1), 0, entry(2, 2)));
            member.take();
            assertEquals(2, member.disk().lastIndex());
            assertEquals(2, member.disk().term(2));
        }

        @Test
        void anOlderAppendThatComesLateDeletesNothing() {
            member.step(append(1, EntryId.ZERO, 0, entry(1, 1), entry(1, 2), entry(1, 3)));
            member.step(append(1, EntryId.ZERO, 0, entry(1, 1)));
            member.take();
            assertEquals(3, member.disk().lastIndex());
        }

        @Test
        void anAcknowledgementCoversOnlyWhatTheAppendHeld() {
            member.step(append(1, EntryId.ZERO, 0, entry(1, 1), entry(1, 2), entry(1, 3)));
            member.take();
            member.step(append(1, EntryId.ZERO, 3, entry(1, 1)));
            assertEquals(List.of(AppendResponse.accept(2, 1, 1, 1)), member.take());
            assertEquals(1, member.commit());
        }

        @Test
        void aLeaderBacksUpUntilTheLogsMatch() {
            member.step(append(1, EntryId.ZERO, 0, entry(1, 1), entry(1, 2), entry(1, 3)));
            member.take();
            member.elect();
            member.take();
            long term = member.term();
            member.step(AppendResponse.reject(1, 2, term, 3, new EntryId(1, 1)));
            Append again = (Append) member.take().getFirst();
            assertEquals(new EntryId(1, 1), again.prev());
            assertEquals(3, again.entries().size());
        }

        @Test
        void aLeaderNeverDeletesEntriesOfItsOwnLog() {
            member.elect();
            member.take();
            member.step(AppendResponse.reject(1, 2, 1, 1, EntryId.ZERO));
            assertEquals(1, member.node().status().indexes().last());
        }
    }

    /// §5.4 Safety.
    @Nested
    class Safety {

        @Test
        void aVoterDeniesItsVoteToALogThatIsOlder() {
            member.step(append(2, EntryId.ZERO, 0, entry(1, 1), entry(2, 2)));
            member.take();
            assertFalse(grants(new EntryId(1, 9)), "a longer log of an older term");
            assertFalse(grants(new EntryId(2, 1)), "a shorter log of the same term");
            assertTrue(grants(new EntryId(2, 2)), "an equal log");
            assertTrue(grants(new EntryId(3, 1)), "a shorter log of a newer term");
        }

        private boolean grants(EntryId last) {
            long term = member.term() + 1;
            member.step(new Vote(1, 3, term, last, false));
            return !((VoteResponse) member.take().getFirst()).rejected();
        }

        @Test
        void aLeaderCommitsOnlyEntriesOfItsOwnTermByCounting() {
            member.step(append(1, EntryId.ZERO, 0, entry(1, 1)));
            member.take();
            member.elect();
            member.take();
            long term = member.term();
            member.step(AppendResponse.accept(1, 2, term, 1));
            assertEquals(0, member.commit(), "entry 1 is on two of three, and of an older term");
            member.step(AppendResponse.accept(1, 2, term, 2));
            assertEquals(2, member.commit());
        }

        @Test
        void aCommittedEntryIsNeverReplaced() {
            member.step(append(1, EntryId.ZERO, 1, entry(1, 1)));
            member.take();
            Append contradiction = append(2, EntryId.ZERO, 0, entry(2, 1));
            member.step(contradiction);
            assertEquals(1, member.node().status().indexes().last());
            assertNotEquals(2, member.disk().term(1));
        }

        @Test
        void twoLeadersInOneTermAreABrokenInvariant() {
            member.elect();
            member.take();
            assertThrows(InvariantError.class,
                    () -> member.node().step(append(member.term(), EntryId.ZERO, 0)));
        }
    }

    /// §7 Log compaction.
    @Nested
    class Snapshots {

        private final SnapshotMeta snapshot = new SnapshotMeta(
                5, 2, ConfState.ofVoters(1, 2));

        @Test
        void aSnapshotReplacesALogThatItIsAheadOf() {
            member.step(append(2, EntryId.ZERO, 0, entry(1, 1)));
            member.take();
            member.step(new InstallSnapshot(1, 2, 2, snapshot));
            assertEquals(List.of(AppendResponse.accept(2, 1, 2, 5)), member.take());
            assertEquals(6, member.disk().firstIndex());
            assertEquals(5, member.commit());
            assertEquals(snapshot.confState(), member.node().status().confState());
        }

        @Test
        void entriesAfterAKnownSnapshotAreKept() {
            Entry[] six = new Entry[6];
            for (int i = 0; i < 6; i++) {
                six[i] = entry(i < 3 ? 1 : 2, i + 1);
            }
            member.step(append(2, EntryId.ZERO, 0, six));
            member.take();
            member.step(new InstallSnapshot(1, 2, 2, snapshot));
            member.take();
            assertEquals(6, member.disk().lastIndex());
            assertEquals(1, member.disk().firstIndex());
            assertEquals(5, member.commit());
        }
    }

    /// §8 Client interaction.
    @Nested
    class Clients {

        @Test
        void aLeaderCommitsAnEmptyEntryAtTheStartOfItsTerm() {
            member.elect();
            member.take();
            assertEquals(0, member.disk().entry(1).payload().sizeBytes());
            assertEquals(member.term(), member.disk().entry(1).term());
        }

        @Test
        void aLeaderExchangesHeartbeatsWithAMajorityBeforeItAnswersARead() {
            member.elect();
            member.take();
            member.step(AppendResponse.accept(1, 2, 1, 1));
            member.take();
            member.node().readIndex(9);
            Heartbeat asked = (Heartbeat) member.take().getFirst();
            assertTrue(member.reads().isEmpty());
            member.step(new HeartbeatResponse(1, 2, 1, asked.context()));
            member.take();
            assertEquals(List.of(new ReadState(1, 9)), member.reads());
        }

        @Test
        void anAnswerFromBeforeAReadDoesNotConfirmIt() {
            member.elect();
            member.take();
            member.step(AppendResponse.accept(1, 2, 1, 1));
            member.take();
            member.node().readIndex(9);
            Heartbeat first = (Heartbeat) member.take().getFirst();
            member.node().readIndex(10);
            Heartbeat second = (Heartbeat) member.take().getFirst();
            member.step(new HeartbeatResponse(1, 2, 1, first.context()));
            member.take();
            assertEquals(List.of(new ReadState(1, 9)), member.reads());
            member.step(new HeartbeatResponse(1, 2, 1, second.context()));
            member.take();
            assertEquals(List.of(new ReadState(1, 9), new ReadState(1, 10)), member.reads());
        }
    }

    private static Append append(long term, EntryId prev, long commit, Entry... entries) {
        return new Append(1, 2, term, prev, List.of(entries), commit);
    }

    private static Entry entry(long term, long index) {
        return new Entry(term, index, EntryKind.NORMAL, new Text("e" + index));
    }
}
