package kv.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Kind;
import kv.raft.model.ConfState;
import kv.raft.model.Entry;
import kv.raft.model.EntryKind;
import kv.raft.model.HardState;
import kv.raft.model.Message;
import kv.raft.model.Outcome.Accepted;
import kv.raft.model.Outcome.Dropped;
import kv.raft.model.Outcome.Reason;
import kv.raft.model.Payload;
import kv.raft.model.RaftConfig;
import kv.raft.model.ReadState;
import kv.raft.model.Ready;
import kv.raft.model.SoftState.RoleKind;
import kv.raft.testing.MemoryLog;
import kv.raft.testing.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A single member, driven as the page of [RaftNode] says: from the log that bootstrap leaves to
/// answered writes and reads.
class SoleVoterTest {

    private final MemoryLog log = new MemoryLog();
    private final List<String> applied = new ArrayList<>();
    private final List<ReadState> reads = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    private RaftNode node;

    @BeforeEach
    void bootstrap() {
        log.append(List.of(new Entry(1, 1, EntryKind.CONF_CHANGE, new Text("add 1"))));
        log.hardState(new HardState(1, 0, 1));
        node = new RaftNode(RaftConfig.of(1, bound -> 0), log, 0);
    }

    @Test
    void campaignsOnlyWhenTheMembershipIsApplied() {
        node.campaign();
        assertEquals(RoleKind.FOLLOWER, node.status().softState().role());
        drive();
        assertEquals(RoleKind.LEADER, node.status().softState().role());
        assertEquals(new HardState(2, 1, 2), log.hardState());
        assertEquals(ConfState.ofVoters(1), node.status().confState());
    }

    @Test
    void countsItsOwnVoteOnlyWhenItIsDurable() {
        applyBootstrapEntry();
        node.campaign();
        Ready ready = node.ready();
        assertEquals(new HardState(2, 1, 1), ready.persist().hardState());
        assertTrue(ready.persist().mustSync());
        assertEquals(RoleKind.CANDIDATE, ready.softState().role());
        log.write(ready.persist());
        node.persisted(ready.persist().sequence());
        assertEquals(RoleKind.LEADER, node.ready().softState().role());
    }

    @Test
    void beginsItsTermWithAnEmptyEntry() {
        elect();
        assertEquals(new Entry(2, 2, EntryKind.NORMAL, Payload.EMPTY), log.entry(2));
        assertEquals(List.of("1:add 1", "2:"), applied);
    }

    @Test
    void commitsOnlyWhatIsDurable() {
        elect();
        Accepted accepted = assertInstanceOf(Accepted.class,
                node.propose(List.of(new Text("a"), new Text("b"))));
        assertEquals(new Accepted(2, 3, 4), accepted);
        Ready write = node.ready();
        assertEquals(2, write.persist().entries().size());
        assertTrue(write.committed().isEmpty());
        assertFalse(node.hasReady());
        log.write(write.persist());
        node.persisted(write.persist().sequence());
        assertTrue(node.hasReady());
        assertEquals(List.of("a", "b"), node.ready().committed().stream()
                .map(entry -> entry.payload().toString()).toList());
    }

    @Test
    void overlapsWritesAndReportsThemTogether() {
        elect();
        node.propose(List.of(new Text("a")));
        Ready first = node.ready();
        node.propose(List.of(new Text("b")));
        Ready second = node.ready();
        log.write(first.persist());
        log.write(second.persist());
        node.persisted(second.persist().sequence());
        assertEquals(2, node.ready().committed().size());
    }

    @Test
    void answersReadsAtOnceWithTheCommitIndex() {
        elect();
        assertTrue(node.readIndex(77));
        drive();
        assertEquals(List.of(new ReadState(2, 77)), reads);
    }

    @Test
    void postponesReadsUntilItsTermHasCommitted() {
        applyBootstrapEntry();
        node.campaign();
        Ready vote = node.ready();
        log.write(vote.persist());
        node.persisted(vote.persist().sequence());
        node.readIndex(5);
        Ready leading = node.ready();
        assertTrue(leading.readStates().isEmpty());
        log.write(leading.persist());
        node.persisted(leading.persist().sequence());
        assertEquals(List.of(new ReadState(2, 5)), node.ready().readStates());
    }

    @Test
    void changesMembershipWhenTheEntryIsApplied() {
        elect();
        ConfChange addLearner = ConfChange.single(Kind.ADD_LEARNER, 2);
        node.proposeConfChange(EntryKind.CONF_CHANGE, new Text("learner 2"), addLearner);
        assertEquals(new Dropped(Reason.CONF_CHANGE_PENDING),
                node.proposeConfChange(EntryKind.CONF_CHANGE, new Text("learner 3"), addLearner));
        drive();
        assertTrue(node.status().confState().learners().contains(2));
        assertFalse(sent.isEmpty());
    }

    @Test
    void restartsFromItsLogAndLeadsTheNextTerm() {
        elect();
        node.propose(List.of(new Text("a")));
        drive();
        log.confState(ConfState.ofVoters(1));
        node = new RaftNode(RaftConfig.of(1, bound -> 0), log, 2);
        applied.clear();
        elect();
        assertEquals(List.of("3:a", "4:"), applied);
        assertEquals(new HardState(3, 1, 4), log.hardState());
    }

    @Test
    void hasNothingToSayWhenNothingHappened() {
        elect();
        for (int i = 0; i < 100; i++) {
            node.tick();
            assertFalse(node.hasReady());
        }
        assertEquals(RoleKind.LEADER, node.status().softState().role());
    }

    @Test
    void refusesProposalsBeforeItLeads() {
        assertEquals(new Dropped(Reason.NO_LEADER),
                node.propose(List.of(new Text("a"))));
        assertFalse(node.readIndex(1));
    }

    private void elect() {
        node.campaign();
        drive();
    }

    private void applyBootstrapEntry() {
        Ready ready = node.ready();
        apply(ready);
    }

    private void drive() {
        while (node.hasReady()) {
            Ready ready = node.ready();
            sent.addAll(ready.messages());
            log.write(ready.persist());
            node.persisted(ready.persist().sequence());
            apply(ready);
            reads.addAll(ready.readStates());
        }
    }

    private void apply(Ready ready) {
        for (Entry entry : ready.committed()) {
            applied.add(entry.index() + ":" + entry.payload());
            String text = entry.payload().toString();
            if (entry.kind().changesMembership()) {
                Kind kind = text.startsWith("add") ? Kind.ADD_VOTER : Kind.ADD_LEARNER;
                long id = Long.parseLong(text.substring(text.indexOf(' ') + 1));
                node.applyConfChange(ConfChange.single(kind, id));
            }
            node.applied(entry.index());
        }
    }
}
