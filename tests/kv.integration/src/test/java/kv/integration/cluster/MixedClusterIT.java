package kv.integration.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseGrantResponse;
import kv.api.pb.etcdserverpb.MemberAddRequest;
import kv.api.pb.etcdserverpb.MemberAddResponse;
import kv.api.pb.etcdserverpb.MemberPromoteRequest;
import kv.api.pb.etcdserverpb.MemberPromoteResponse;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.pb.etcdserverpb.TxnResponse;
import kv.api.pb.mvccpb.KeyValue;
import kv.integration.program.ClusterMember;
import kv.integration.program.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A member of the image in a cluster of real etcd members (Debian's, or `-Dkvd.etcd=PATH`), under
/// load: it joins as a learner by a snapshot, gets its vote, leads, sends a third etcd a snapshot
/// and hands leadership back. All hold the same at every stage.
@Timeout(300)
class MixedClusterIT {

    private static final String STRICT = "--strict-reconfig-check=false";
    private static final int PUTS = 100;

    /// Between two writes: etcd 3.7 keeps 5,000 entries for a member that joins.
    private static final long REST_MS = 5;

    private final AtomicInteger puts = new AtomicInteger();
    private volatile List<ClusterMember> members = List.of();
    private volatile boolean over;

    @AfterEach
    void end() {
        members.forEach(ClusterMember::close);
    }

    @Test
    void aMemberOfTheImageJoinsLeadsAndStepsBack(@TempDir Path directory) throws IOException {
        ClusterMember first = ClusterMember.etcd("e1", directory).withShortLog();
        ClusterMember second = ClusterMember.etcd("e2", directory).withShortLog();
        members = List.of(first, second);
        for (ClusterMember member : members) {
            member.start(STRICT, "--initial-cluster", ClusterMember.initialCluster(members));
        }
        for (ClusterMember member : members) {
            member.awaitLeader();
        }
        try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            client.execute(this::writeUntilOver);
            goThroughStages(first, second, ClusterMember.kvd("k", directory),
                    ClusterMember.etcd("e3", directory));
        }
    }

    private void goThroughStages(ClusterMember first, ClusterMember second, ClusterMember kvd,
            ClusterMember third) throws IOException {
        try {
            awaitPuts();
            join(first, kvd);
            stageOfALearner(first, kvd);
            promote(first, kvd.id());
            stage("a voter");
            ClusterMember leader = first.leads() ? first : second;
            leader.handLeadershipTo(kvd);
            stage("the leader");
            join(kvd, third);
            promote(kvd, third.id());
            stage("the giver of a snapshot");
            kvd.handLeadershipTo(leader);
            stage("a follower again");
        } finally {
            over = true;
        }
    }

    private void join(ClusterMember first, ClusterMember joining) throws IOException {
        first.rpc().unary("etcdserverpb.Cluster/MemberAdd", MemberAddRequest.newBuilder()
                        .addPeerURLs(joining.peer().toString()).setIsLearner(true).build(),
                MemberAddResponse.getDefaultInstance());
        List<ClusterMember> more = new ArrayList<>(members);
        more.add(joining);
        members = List.copyOf(more);
        joining.start(STRICT, "--initial-cluster-state", "existing",
                "--initial-cluster", ClusterMember.initialCluster(members));
        joining.awaitLeader();
    }

    private static void promote(ClusterMember first, long id) throws IOException {
        Patience.until("the learner can be promoted", () -> {
            try {
                first.rpc().unary("etcdserverpb.Cluster/MemberPromote",
                        MemberPromoteRequest.newBuilder().setID(id).build(),
                        MemberPromoteResponse.getDefaultInstance());
                return true;
            } catch (StatusRuntimeException behind) {
                return false;
            }
        });
    }

    /// A learner answers no question for a hash, but serializable reads.
    private void stageOfALearner(ClusterMember first, ClusterMember learner) throws IOException {
        awaitPuts();
        long revision = first.status().getHeader().getRevision();
        Patience.until("the learner has revision " + revision,
                () -> learner.status().getHeader().getRevision() >= revision);
        assertEquals(everything(first, revision), everything(learner, revision));
    }

    private static List<KeyValue> everything(ClusterMember member, long revision) {
        return member.rpc().unary("etcdserverpb.KV/Range", RangeRequest.newBuilder()
                        .setKey(ByteString.copyFrom(new byte[1]))
                        .setRangeEnd(ByteString.copyFrom(new byte[1]))
                        .setRevision(revision).setSerializable(true).build(),
                RangeResponse.getDefaultInstance()).getKvsList();
    }

    private void stage(String what) throws IOException {
        awaitPuts();
        long revision = members.getFirst().status().getHeader().getRevision();
        int hash = members.getFirst().hashKv(revision);
        for (ClusterMember member : members) {
            assertEquals(hash, member.hashKv(revision), member.name() + ", while kvd is " + what);
        }
        assertTrue(revision > PUTS, "hardly anything was written");
        System.out.println("MixedClusterIT: kvd is " + what + ", revision " + revision);
    }

    private void awaitPuts() throws IOException {
        int least = puts.get() + PUTS;
        Patience.until("there are more writes", () -> puts.get() >= least);
    }

    private void writeUntilOver() {
        for (int n = 0; !over; n++) {
            ClusterMember at = members.get(n % members.size());
            Patience.rest(REST_MS);
            try {
                write(at, n);
                puts.incrementAndGet();
            } catch (StatusRuntimeException refused) {
                // a learner, or a member between two leaders: the next one is asked
            }
        }
    }

    private static void write(ClusterMember at, int n) {
        ByteString key = ByteString.copyFromUtf8("key" + n % 50);
        if (n % 10 == 0) {
            long lease = at.rpc().unary("etcdserverpb.Lease/LeaseGrant",
                    LeaseGrantRequest.newBuilder().setTTL(600).build(),
                    LeaseGrantResponse.getDefaultInstance()).getID();
            at.rpc().unary("etcdserverpb.KV/Put",
                    PutRequest.newBuilder().setKey(key).setLease(lease).build(),
                    PutResponse.getDefaultInstance());
            return;
        }
        at.rpc().unary("etcdserverpb.KV/Txn", TxnRequest.newBuilder()
                .addSuccess(RequestOp.newBuilder().setRequestPut(PutRequest.newBuilder()
                        .setKey(key).setValue(ByteString.copyFromUtf8("value" + n))))
                .addSuccess(RequestOp.newBuilder().setRequestDeleteRange(DeleteRangeRequest
                        .newBuilder().setKey(ByteString.copyFromUtf8("key" + (n + 7) % 50))))
                .build(), TxnResponse.getDefaultInstance());
    }
}
