package kv.simulation.member;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.store.mvcc.ReadView;
import kv.store.range.RangeResult;

/// What must be true: every acknowledged write is there, at its revision; whatever else is there
/// was sent, whole and at most once; revisions have no gap; a read shows everything that was
/// acknowledged before it was asked.
final class Judge {

    private final SortedMap<Long, Write> acknowledged = new TreeMap<>();
    private final Set<Write> sent = new HashSet<>();

    void sends(Write write) {
        sent.add(write);
    }

    /// A write was answered with a revision that it made.
    void acknowledges(Write write, long revision) {
        Write before = acknowledged.put(revision, write);
        require(before == null, "revision " + revision + " acknowledged " + before + " and then "
                + write);
    }

    /// The newest revision that any client was told.
    long newest() {
        return acknowledged.isEmpty() ? 1 : acknowledged.lastKey();
    }

    /// A linearizable read was answered.
    ///
    /// @param floor [#newest()] when it was asked
    void reads(String key, RangeResponse answer, long floor) {
        long revision = answer.getHeader().getRevision();
        require(revision >= floor, "a read of " + key + " at revision " + revision
                + " misses what was acknowledged up to " + floor);
        for (KeyValue kv : answer.getKvsList()) {
            Write write = acknowledged.get(kv.getModRevision());
            require(write == null || shows(write, kv), "a read shows " + kv + " where " + write
                    + " was acknowledged");
        }
    }

    /// A state after a crash, looked at revision by revision.
    void inspects(ReadView view) {
        require(view.revision() >= newest(), "the state is at revision " + view.revision()
                + ", but " + newest() + " was acknowledged");
        Set<Integer> seen = new HashSet<>();
        for (long revision = 2; revision <= view.revision(); revision++) {
            inspects(view, revision, seen);
        }
    }

    private void inspects(ReadView view, long revision, Set<Integer> seen) {
        RangeResult changed = view.range(RangeRequest.newBuilder()
                .setKey(ByteString.copyFrom(new byte[1]))
                .setRangeEnd(ByteString.copyFrom(new byte[1]))
                .setRevision(revision).setMinModRevision(revision).build());
        Write write = acknowledged.get(revision);
        if (changed.kvs().isEmpty()) {
            require(write == null || write.kind() == Write.Kind.DELETE,
                    "revision " + revision + " lacks the acknowledged " + write);
            return;
        }
        require(changed.kvs().size() == 1, "revision " + revision + " changes several keys");
        KeyValue kv = RangeResult.message(changed.kvs().getFirst());
        require(write == null || shows(write, kv),
                "revision " + revision + " shows " + kv + " instead of " + write);
        int id = Integer.parseInt(kv.getValue().toStringUtf8());
        require(sent.contains(new Write(id, kv.getKey().toStringUtf8(), Write.Kind.PUT)),
                "revision " + revision + " shows a write that nobody sent: " + kv);
        require(seen.add(id), "write " + id + " is there twice");
    }

    private static boolean shows(Write write, KeyValue kv) {
        return write.kind() == Write.Kind.PUT
                && write.key().equals(kv.getKey().toStringUtf8())
                && Integer.toString(write.id()).equals(kv.getValue().toStringUtf8());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
