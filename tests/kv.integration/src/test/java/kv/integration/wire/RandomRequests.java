package kv.integration.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.Collections;
import java.util.SplittableRandom;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.DeleteRangeResponse;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.LeaseLeasesRequest;
import kv.api.pb.etcdserverpb.LeaseLeasesResponse;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;

/// Requests of all kinds of KV and Lease, good ones and bad ones, from one seed. They are about
/// few keys and few leases, so that they meet.
///
/// Left out is what Debian's etcd 3.4 does otherwise than 3.7, and what crashes it: unknown sort
/// orders and targets, `keys_only`, and compaction at the revision of a deletion, after which the
/// two keep different rows, and at revision 0, whose hash 3.7 then answers for the newest. A txn
/// that deletes a key and then puts it with what it had (`ignore_value`, `ignore_lease`) crashes
/// 3.7 too, so a txn has either the one or the other.
public final class RandomRequests {

    private static final int KEYS = 24;
    private static final int LEASES = 6;
    private static final int MAX_TXN_OPS = 4;
    private static final long LONG_TTL_S = 10_000;

    private static final UnknownFieldSet ADDED = UnknownFieldSet.newBuilder()
            .addField(1000, UnknownFieldSet.Field.newBuilder().addVarint(7).build()).build();

    private final SplittableRandom random;
    private final boolean old;
    private long revision = 1;
    private long compactable;
    private boolean txnDeletes;

    /// Always the same requests for a seed, given the same answers.
    ///
    /// @param old whether the other server is etcd 3.4
    public RandomRequests(long seed, boolean old) {
        random = new SplittableRandom(seed);
        this.old = old;
    }

    /// One request.
    ///
    /// @param method `package.Service/Method`
    /// @param like a response of the method's type
    public record Asked(String method, Message request, Message like) {
    }

    /// Tells what was answered, since later requests ask for revisions that there are.
    ///
    /// @param newest the revision in the answer's header
    public void answered(Asked asked, long newest) {
        if (newest > revision && asked.request() instanceof PutRequest) {
            compactable = newest;
        }
        revision = Math.max(revision, newest);
    }

    /// The store's revision, as far as answers have told.
    public long revision() {
        return revision;
    }

    /// A write that changes the store whatever was asked before.
    public static Asked last() {
        return new Asked("etcdserverpb.KV/Put",
                PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("last")).build(),
                PutResponse.getDefaultInstance());
    }

    /// The next request; sometimes with a field of a version to come.
    public Asked next() {
        Asked asked = random.nextInt(50) == 0 ? odd() : usual();
        return random.nextInt(40) > 0 ? asked : new Asked(asked.method(),
                asked.request().toBuilder().setUnknownFields(ADDED).build(), asked.like());
    }

    /// Above a limit, or a question for the hash of a past that there may not be; etcd 3.4 forgets
    /// hashes that 3.7 keeps.
    private Asked odd() {
        return switch (random.nextInt(old ? 3 : 5)) {
            case 0 -> largePut(1_600_000);
            case 1 -> largePut(2_200_000);
            case 2 -> new Asked("etcdserverpb.KV/Txn", TxnRequest.newBuilder()
                    .addAllSuccess(Collections.nCopies(129, op(0))).build(),
                    TxnResponse.getDefaultInstance());
            default -> new Asked("etcdserverpb.Maintenance/HashKV", HashKVRequest.newBuilder()
                    .setRevision(random.nextLong(-1, revision + 2)).build(),
                    HashKVResponse.getDefaultInstance());
        };
    }

    private Asked largePut(int valueBytes) {
        return new Asked("etcdserverpb.KV/Put", PutRequest.newBuilder().setKey(key())
                .setValue(ByteString.copyFrom(new byte[valueBytes])).build(),
                PutResponse.getDefaultInstance());
    }

    private Asked usual() {
        int kind = random.nextInt(100);
        if (kind < 30) {
            return new Asked("etcdserverpb.KV/Put", put(false), PutResponse.getDefaultInstance());
        }
        if (kind < 58) {
            return new Asked("etcdserverpb.KV/Range", range(),
                    RangeResponse.getDefaultInstance());
        }
        if (kind < 68) {
            return new Asked("etcdserverpb.KV/DeleteRange", deleteRange(),
                    DeleteRangeResponse.getDefaultInstance());
        }
        if (kind < 86) {
            txnDeletes = random.nextBoolean();
            return new Asked("etcdserverpb.KV/Txn", txn(2), TxnResponse.getDefaultInstance());
        }
        if (kind < 88) {
            return new Asked("etcdserverpb.KV/Compact", compaction(),
                    CompactionResponse.getDefaultInstance());
        }
        return lease();
    }

    private Asked lease() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> new Asked("etcdserverpb.Lease/LeaseGrant",
                    LeaseGrantRequest.newBuilder().setID(leaseId()).setTTL(ttl()).build(),
                    LeaseGrantResponse.getDefaultInstance());
            case 2 -> new Asked("etcdserverpb.Lease/LeaseRevoke",
                    LeaseRevokeRequest.newBuilder().setID(leaseId()).build(),
                    LeaseRevokeResponse.getDefaultInstance());
            case 3 -> new Asked("etcdserverpb.Lease/LeaseTimeToLive",
                    LeaseTimeToLiveRequest.newBuilder().setID(leaseId())
                            .setKeys(random.nextBoolean()).build(),
                    LeaseTimeToLiveResponse.getDefaultInstance());
            default -> new Asked("etcdserverpb.Lease/LeaseLeases",
                    LeaseLeasesRequest.getDefaultInstance(),
                    LeaseLeasesResponse.getDefaultInstance());
        };
    }

    /// Long ones alone may be granted: none must end during a run.
    private long ttl() {
        return chance(10) ? 9_000_000_001L : LONG_TTL_S + random.nextInt(1000);
    }

    private long leaseId() {
        return 1000 + random.nextInt(LEASES);
    }

    private PutRequest put(boolean inTxn) {
        PutRequest.Builder put = PutRequest.newBuilder().setKey(key())
                .setPrevKv(random.nextBoolean());
        boolean mayIgnore = !(inTxn && txnDeletes);
        if (!mayIgnore || chance(85)) {
            put.setValue(value());
        } else {
            put.setIgnoreValue(true);
            if (!inTxn && chance(20)) {
                put.setValue(value());
            }
        }
        if (chance(20) && !put.getIgnoreValue()) {
            put.setLease(leaseId());
        } else if (mayIgnore && chance(10) && !put.getIgnoreValue()) {
            put.setIgnoreLease(true);
        }
        return put.build();
    }

    private ByteString value() {
        byte[] value = new byte[chance(3) ? 5000 : random.nextInt(12)];
        random.nextBytes(value);
        return ByteString.copyFrom(value);
    }

    private ByteString key() {
        return chance(1) ? ByteString.EMPTY
                : ByteString.copyFromUtf8("k/" + (char) ('a' + random.nextInt(KEYS)));
    }

    /// Nothing, one byte of zero, a prefix, or any key, which may be below the first.
    private ByteString end() {
        return switch (random.nextInt(8)) {
            case 0 -> ByteString.copyFrom(new byte[1]);
            case 1 -> ByteString.copyFromUtf8("k0");
            case 2, 3, 4 -> key();
            default -> ByteString.EMPTY;
        };
    }

    private RangeRequest range() {
        RangeRequest.Builder range = RangeRequest.newBuilder().setKey(key()).setRangeEnd(end())
                .setSerializable(chance(30))
                .setCountOnly(chance(10));
        if (!range.getCountOnly() && chance(40)) {
            range.setSortOrderValue(random.nextInt(3)).setSortTargetValue(random.nextInt(5));
        }
        if (chance(30) && range.getSortTarget() == RangeRequest.SortTarget.KEY) {
            range.setLimit(random.nextInt(-1, 6));
        }
        if (chance(30)) {
            range.setRevision(random.nextLong(-1, revision + 3));
        }
        if (chance(15)) {
            long a = random.nextLong(revision + 1);
            long b = random.nextLong(revision + 1);
            range.setMinModRevision(Math.min(a, b)).setMaxModRevision(Math.max(a, b));
        }
        if (chance(10)) {
            range.setMinCreateRevision(random.nextLong(revision + 1));
        }
        if (chance(10)) {
            range.setMaxCreateRevision(random.nextLong(revision + 1));
        }
        return range.build();
    }

    private DeleteRangeRequest deleteRange() {
        return DeleteRangeRequest.newBuilder().setKey(key())
                .setRangeEnd(chance(30) ? end() : ByteString.EMPTY)
                .setPrevKv(random.nextBoolean()).build();
    }

    private CompactionRequest compaction() {
        long at = chance(20) ? (random.nextBoolean() ? -1 : 1) : Math.max(1, compactable);
        return CompactionRequest.newBuilder().setRevision(at).setPhysical(chance(50)).build();
    }

    private TxnRequest txn(int depth) {
        TxnRequest.Builder txn = TxnRequest.newBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            txn.addCompare(compare());
        }
        for (int i = random.nextInt(MAX_TXN_OPS); i > 0; i--) {
            txn.addSuccess(op(depth));
        }
        for (int i = random.nextInt(MAX_TXN_OPS); i > 0; i--) {
            txn.addFailure(op(depth));
        }
        return txn.build();
    }

    private RequestOp op(int depth) {
        RequestOp.Builder op = RequestOp.newBuilder();
        int kind = random.nextInt(depth > 0 ? 10 : 9);
        if (kind < 4) {
            op.setRequestPut(put(true));
        } else if (kind < 7) {
            op.setRequestRange(range());
        } else if (kind < 9 && txnDeletes) {
            op.setRequestDeleteRange(deleteRange());
        } else if (kind < 9) {
            op.setRequestPut(put(true));
        } else {
            op.setRequestTxn(txn(depth - 1));
        }
        return op.build();
    }

    private Compare compare() {
        Compare.Builder compare = Compare.newBuilder().setKey(key())
                .setResultValue(random.nextInt(4))
                .setTargetValue(random.nextInt(5));
        switch (compare.getTarget()) {
            case VERSION -> compare.setVersion(random.nextInt(4));
            case CREATE -> compare.setCreateRevision(random.nextLong(revision + 1));
            case MOD -> compare.setModRevision(random.nextLong(revision + 1));
            case VALUE -> compare.setValue(value());
            default -> compare.setLease(chance(50) ? 0 : leaseId());
        }
        if (chance(15)) {
            compare.setRangeEnd(end());
        }
        return compare.build();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
