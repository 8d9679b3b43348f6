package kv.raft.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import kv.raft.RaftNode;
import kv.raft.model.ConfState;
import kv.raft.model.Context;
import kv.raft.model.Entry;
import kv.raft.model.EntryId;
import kv.raft.model.EntryKind;
import kv.raft.model.InvariantError;
import kv.raft.model.Message.Append;
import kv.raft.model.Message.AppendResponse;
import kv.raft.model.Message.Heartbeat;
import kv.raft.model.Message.HeartbeatResponse;
import kv.raft.model.Message.InstallSnapshot;
import kv.raft.model.RaftConfig;
import kv.raft.model.Ready;
import kv.raft.model.SnapshotMeta;
import kv.raft.testing.MemoryLog;
import kv.raft.testing.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A follower whose writes are under way while its leaders change their minds.
class AsyncWritesTest {

    private final MemoryLog disk = new MemoryLog();
    private RaftNode node;

    @BeforeEach
    void begin() {
        disk.confState(ConfState.ofVoters(1, 2, 3));
        node = new RaftNode(RaftConfig.of(1, bound -> 0), disk, 0);
    }

    @Test
    void aLateReportDoesNotMakeReplacedEntriesDurable() {
        append(1, EntryId.ZERO, 1, 2, 3);
        Ready first = node.ready();
        append(2, new EntryId(1, 1), 2, 3);
        Ready second = node.ready();
        disk.write(first.persist());
        node.persisted(first.persist().sequence());
        assertEquals(1, node.status().indexes().durable(), "2 and 3 are about to be replaced");
        disk.write(second.persist());
        node.persisted(second.persist().sequence());
        assertEquals(3, node.status().indexes().durable());
    }

    /// The race that etcd calls ABA: entry 2 of term 1 is written, replaced, and written again.
    @Test
    void anEntryThatComesBackIsDurableByItsLastWriteOnly() {
        append(1, EntryId.ZERO, 1, 2, 3);
        Ready first = node.ready();
        append(2, new EntryId(1, 1), 2);
        Ready second = node.ready();
        node.step(new Append(1, 3, 3, new EntryId(1, 1), entries(1, 2, 3), 0));
        Ready third = node.ready();
        assertEquals(List.of(AppendResponse.accept(3, 1, 3, 3)), third.persist().messages());
        report(first);
        assertEquals(1, node.status().indexes().durable());
        report(second);
        assertEquals(1, node.status().indexes().durable(), "the disk holds 2 of term 2");
        report(third);
        assertEquals(3, node.status().indexes().durable());
    }

    private void report(Ready ready) {
        disk.write(ready.persist());
        node.persisted(ready.persist().sequence());
    }

    @Test
    void entriesReplacedAfterTheyWereDurableMustBeWrittenAgain() {
        append(1, EntryId.ZERO, 1, 2, 3);
        write();
        append(2, new EntryId(1, 1), 2);
        assertEquals(1, node.status().indexes().durable());
        assertEquals(2, node.status().indexes().last());
        write();
        assertEquals(2, node.status().indexes().durable());
    }

    @Test
    void nothingIsAppliedBeforeItIsDurable() {
        node.step(new Append(1, 2, 1, EntryId.ZERO, entries(1, 1, 2), 2));
        Ready ready = node.ready();
        assertEquals(2, ready.persist().hardState().commit());
        assertTrue(ready.committed().isEmpty());
        disk.write(ready.persist());
        node.persisted(ready.persist().sequence());
        assertEquals(2, node.ready().committed().size());
    }

    @Test
    void anAcknowledgementWaitsForTheWriteThatHoldsItsEntries() {
        append(1, EntryId.ZERO, 1);
        Ready ready = node.ready();
        assertTrue(ready.messages().isEmpty());
        assertEquals(List.of(AppendResponse.accept(2, 1, 1, 1)), ready.persist().messages());
    }

    @Test
    void aHeartbeatIsAnsweredAtOnceUnlessItsTermIsNew() {
        node.step(new Heartbeat(1, 2, 1, 0, Context.EMPTY));
        HeartbeatResponse answer = new HeartbeatResponse(2, 1, 1, Context.EMPTY);
        Ready ready = node.ready();
        assertTrue(ready.messages().isEmpty());
        assertEquals(List.of(answer), ready.persist().messages());
        disk.write(ready.persist());
        node.persisted(ready.persist().sequence());
        node.step(new Heartbeat(1, 2, 1, 0, Context.EMPTY));
        assertEquals(List.of(answer), node.ready().messages());
    }

    @Test
    void aSnapshotOvertakesWritesUnderWay() {
        append(1, EntryId.ZERO, 1, 2, 3, 4);
        Ready first = node.ready();
        ConfState members = ConfState.ofVoters(1, 2, 3);
        node.step(new InstallSnapshot(1, 2, 2, new SnapshotMeta(3, 2, members)));
        append(2, new EntryId(2, 3), 4);
        disk.write(first.persist());
        node.persisted(first.persist().sequence());
        assertTrue(node.status().indexes().durable() < 3);
        Ready second = node.ready();
        assertEquals(3, second.persist().snapshot().index());
        assertTrue(second.committed().isEmpty());
        disk.write(second.persist());
        node.persisted(second.persist().sequence());
        node.applied(3);
        assertEquals(4, node.status().indexes().durable());
        assertEquals(4, node.status().indexes().first());
    }

    @Test
    void reportingAWriteThatNeverWasIsABrokenContract() {
        assertThrows(InvariantError.class, () -> node.persisted(1));
    }

    @Test
    void reportingAnApplyThatNeverWasIsABrokenContract() {
        assertThrows(InvariantError.class, () -> node.applied(1));
    }

    private void write() {
        Ready ready = node.ready();
        disk.write(ready.persist());
        node.persisted(ready.persist().sequence());
    }

    private void append(long term, EntryId prev, long... indexes) {
        node.step(new Append(1, 2, term, prev, entries(term, indexes), 0));
    }

    private static List<Entry> entries(long term, long... indexes) {
        return Arrays.stream(indexes).mapToObj(index -> new Entry(
                term, index, EntryKind.NORMAL, new Text(term + "." + index))).toList();
    }
}
