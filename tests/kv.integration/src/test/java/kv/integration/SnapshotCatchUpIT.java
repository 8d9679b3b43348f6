package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.integration.program.ClusterMember;
import kv.integration.program.Etcdctl;
import kv.integration.program.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Members of the image that lack more than the log holds, while clients write: one that was down,
/// and one that is new.
@Timeout(180)
class SnapshotCatchUpIT {

    private static final List<String> SHORT_LOG =
            List.of("--snapshot-count", "50", "--snapshot-catchup-entries", "10");
    private static final int WRITES = 400;
    private static final int KEYS = 100;

    /// The log is cut at most every two seconds, and keeps what a member lacks that was heard of a
    /// moment ago.
    private static final long UNTIL_CUT_MS = 5_000;

    private final List<ClusterMember> members = new ArrayList<>();
    private final AtomicInteger written = new AtomicInteger();
    private volatile boolean over;

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        over = true;
        members.forEach(ClusterMember::close);
    }

    @Test
    void membersThatLackMoreThanTheLogHoldsGetASnapshotUnderLoad() throws Exception {
        for (String name : List.of("m1", "m2", "m3")) {
            members.add(ClusterMember.kvd(name, directory));
        }
        for (ClusterMember member : members) {
            start(member, "new");
        }
        for (ClusterMember member : members) {
            member.awaitLeader();
        }
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            clients.execute(this::writeUntilOver);
            loseAndAddMembers();
        }
        requireEqual();
        members.get(2).kill();
        members.get(2).start();
        members.get(2).awaitLeader();
        requireEqual();
    }

    private void loseAndAddMembers() throws IOException {
        try {
            catchUp(members.get(2));
            joinAnother();
        } finally {
            over = true;
        }
    }

    private void start(ClusterMember member, String state) throws IOException {
        List<String> flags = new ArrayList<>(SHORT_LOG);
        flags.addAll(List.of("--initial-cluster", ClusterMember.initialCluster(members),
                "--initial-cluster-state", state));
        member.start(flags.toArray(String[]::new));
    }

    private void catchUp(ClusterMember down) throws IOException {
        down.kill();
        Patience.rest(UNTIL_CUT_MS);
        int before = written.get();
        Patience.until("there is more than the log keeps", () -> written.get() > before + WRITES);
        Patience.rest(UNTIL_CUT_MS);
        start(down, "new");
        down.awaitLeader();
        awaitSnapshot(down);
    }

    private void joinAnother() throws IOException {
        ClusterMember another = ClusterMember.kvd("m4", directory);
        Etcdctl etcdctl = new Etcdctl(members.getFirst().client());
        Patience.until("all members have been connected for long enough", () -> etcdctl.run(
                "member", "add", "m4", "--peer-urls=" + another.peer()).exitCode() == 0);
        members.add(another);
        start(another, "existing");
        awaitSnapshot(another);
        another.awaitLeader();
    }

    /// A snapshot comes with an engine of its own, in a directory that the record names.
    private void awaitSnapshot(ClusterMember member) throws IOException {
        Path record = directory.resolve(member.name()).resolve("member/storage-engine");
        Patience.until(member.name() + " got a snapshot",
                () -> Files.exists(record) && Files.readAllLines(record).size() == 2);
    }

    private void writeUntilOver() {
        for (int n = 0; !over; n++) {
            try {
                members.getFirst().rpc().unary("etcdserverpb.KV/Put", PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("k" + n % KEYS))
                        .setValue(ByteString.copyFromUtf8("v" + n)).build(),
                        PutResponse.getDefaultInstance());
                written.incrementAndGet();
            } catch (StatusRuntimeException refused) {
                Patience.rest(1);
            }
        }
    }

    private void requireEqual() throws IOException {
        long revision = members.getFirst().status().getHeader().getRevision();
        int hash = members.getFirst().hashKv(revision);
        for (ClusterMember member : members) {
            assertEquals(hash, member.hashKv(revision), member.name());
        }
    }
}
