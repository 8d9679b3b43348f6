package kv.server.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.spi.storage.StorageReads;
import kv.api.spi.storage.Table;
import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Kind;
import kv.raft.model.EntryKind;
import kv.store.rows.TableRows;
import kv.store.schema.MemberRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes of membership, with the rules that every member judges them by.
class ClusterTest {

    private final Map<Table, TreeMap<String, byte[]>> tables = new EnumMap<>(Table.class);
    private Cluster cluster;

    private void change(Table table, byte[] key, byte[] value) {
        TreeMap<String, byte[]> rows = tables.computeIfAbsent(table, any -> new TreeMap<>());
        if (value == null) {
            rows.remove(HexFormat.of().formatHex(key));
        } else {
            rows.put(HexFormat.of().formatHex(key), value);
        }
    }

    /// The cluster as it is read from what was written.
    private Cluster reopened() {
        return new Cluster(TableRows.load(new StorageReads() {
            @Override
            public byte[] get(Table table, byte[] key) {
                return tables.getOrDefault(table, new TreeMap<>())
                        .get(HexFormat.of().formatHex(key));
            }

            @Override
            public void scan(Table table, byte[] from, byte[] to, RowVisitor visitor) {
                tables.getOrDefault(table, new TreeMap<>()).forEach(
                        (key, value) -> visitor.row(HexFormat.of().parseHex(key), value));
            }
        }), this::change);
    }

    private static MemberRow member(long id, boolean learner) {
        return new MemberRow(id, List.of("http://h:" + id), learner, "", List.of());
    }

    private void apply(Kind kind, long id, byte[] context) {
        cluster.apply(ConfChanges.decode(EntryKind.CONF_CHANGE, ConfChanges.encode(
                1, new ConfChange.Step(kind, id), context)));
    }

    private void refused(ErrorCode code, Kind kind, long id, byte[] context) {
        List<MemberRow> before = cluster.membership().members();
        KvException refusal = assertThrows(KvException.class, () -> apply(kind, id, context));
        assertEquals(Optional.of(code), refusal.code());
        assertEquals(before, cluster.membership().members());
    }

    @BeforeEach
    void twoVotersAndALearner() {
        cluster = reopened();
        apply(Kind.ADD_VOTER, 1, member(1, false).encode());
        apply(Kind.ADD_VOTER, 2, member(2, false).encode());
        apply(Kind.ADD_LEARNER, 3, member(3, true).encode());
    }

    @Test
    void anIdThatWasRemovedNeverComesBack() {
        apply(Kind.REMOVE, 2, new byte[0]);
        cluster = reopened();

        refused(ErrorCode.MEMBER_NOT_FOUND, Kind.ADD_VOTER, 2, member(2, false).encode());
        refused(ErrorCode.MEMBER_NOT_FOUND, Kind.ADD_LEARNER, 2, member(2, true).encode());
        refused(ErrorCode.MEMBER_NOT_FOUND, Kind.REMOVE, 2, new byte[0]);
        assertEquals(List.of(1L), cluster.membership().voters());
    }

    @Test
    void refusesWhatAnyMemberWouldRefuse() {
        refused(ErrorCode.MEMBER_EXISTS, Kind.ADD_VOTER, 2, member(2, false).encode());
        refused(ErrorCode.TOO_MANY_LEARNERS, Kind.ADD_LEARNER, 4, member(4, true).encode());
        refused(ErrorCode.MEMBER_NOT_FOUND, Kind.REMOVE, 9, new byte[0]);
        refused(ErrorCode.MEMBER_NOT_LEARNER, Kind.ADD_VOTER, 2, MemberRow.promotion(2));
        refused(ErrorCode.PEER_URL_EXISTS, Kind.ADD_VOTER, 4, new MemberRow(
                4, List.of("http://h:1"), false, "", List.of()).encode());
    }

    @Test
    void aPromotedLearnerVotesAndKeepsItsUrls() {
        apply(Kind.ADD_VOTER, 3, MemberRow.promotion(3));

        assertEquals(List.of(1L, 2L, 3L), reopened().membership().voters());
        assertEquals(List.of("http://h:3"),
                reopened().membership().find(3).orElseThrow().peerUrls());
    }
}
