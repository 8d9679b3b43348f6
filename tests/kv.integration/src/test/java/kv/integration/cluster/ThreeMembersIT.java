package kv.integration.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import kv.integration.program.ClusterMember;
import kv.integration.program.Etcdctl;
import kv.integration.program.Patience;
import kv.integration.wire.Changes;
import kv.integration.wire.History;
import kv.integration.wire.RecordingClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three members of the image under load, whose leader is stopped where it stands, and killed.
/// Every answer that a client ever had must fit one order, and the members must hold the same in
/// the end.
@Timeout(300)
class ThreeMembersIT {

    private static final int CLIENTS = 6;
    private static final int ANSWERS = 150;

    private final History history = new History();
    private final AtomicInteger answers = new AtomicInteger();
    private final List<ClusterMember> members = new ArrayList<>();
    private volatile boolean over;

    @BeforeEach
    void found(@TempDir Path directory) throws IOException {
        for (String name : List.of("m1", "m2", "m3")) {
            members.add(ClusterMember.kvd(name, directory));
        }
        String cluster = ClusterMember.initialCluster(members);
        for (ClusterMember member : members) {
            member.start("--initial-cluster", cluster);
        }
        for (ClusterMember member : members) {
            member.awaitLeader();
        }
    }

    @AfterEach
    void end() {
        members.forEach(ClusterMember::close);
    }

    @Test
    void leadersComeAndGoAndNothingIsLost() throws IOException, InterruptedException {
        long seed = Long.getLong("kvd.seed", System.nanoTime());
        System.out.println("ThreeMembersIT: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Patience.until("etcdctl shows three members that have started",
                () -> started().size() == 3);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                RecordingClient client = new RecordingClient(
                        history, random.split(), answers::incrementAndGet);
                int first = i;
                clients.execute(() -> askUntilOver(client, first));
            }
            loseLeaders();
        }
        System.out.println("ThreeMembersIT: " + history.size() + " answers");
        assertEquals(List.of(), history.judge(Changes.of(members.getFirst().client())),
                "seed " + seed);
        long revision = members.getFirst().status().getHeader().getRevision();
        int hash = members.getFirst().hashKv(revision);
        for (ClusterMember member : members) {
            assertEquals(hash, member.hashKv(revision), member.name());
        }
        assertTrue(revision > ANSWERS, "hardly anything was written");
        refusesToComeBackWithoutItsData(members.getLast());
    }

    private void refusesToComeBackWithoutItsData(ClusterMember member) throws IOException {
        member.kill();
        member.loseData();
        for (String state : List.of("new", "existing")) {
            member.start("--initial-cluster", ClusterMember.initialCluster(members),
                    "--initial-cluster-state", state);
            assertEquals(1, member.awaitEnd());
            assertTrue(member.log().contains("has already been bootstrapped"), member.log());
        }
    }

    private void loseLeaders() throws IOException {
        try {
            awaitAnswers();
            ClusterMember stopped = leader();
            stopped.suspend();
            awaitAnotherLeader(stopped);
            awaitAnswers();
            stopped.resume();
            ClusterMember killed = leader();
            killed.kill();
            awaitAnotherLeader(killed);
            awaitAnswers();
            killed.start();
            killed.awaitLeader();
            awaitAnswers();
        } finally {
            over = true;
        }
    }

    private List<String> started() throws IOException {
        return new Etcdctl(members.getFirst().client()).run("member", "list").output().lines()
                .filter(line -> line.contains(", started, ")).toList();
    }

    private void askUntilOver(RecordingClient client, int first) {
        for (int at = first; !over;) {
            try {
                client.step(members.get(at % members.size()).rpc());
            } catch (StatusRuntimeException refused) {
                at++;
            }
        }
    }

    private void awaitAnswers() throws IOException {
        int least = answers.get() + ANSWERS;
        Patience.until("clients have had more answers", () -> answers.get() >= least);
    }

    private ClusterMember leader() throws IOException {
        Patience.until("somebody leads",
                () -> members.stream().anyMatch(ClusterMember::leads));
        return members.stream().filter(ClusterMember::leads).findFirst().orElseThrow();
    }

    /// Those that can answer know a leader, and it is not that one.
    private void awaitAnotherLeader(ClusterMember gone) throws IOException {
        Patience.until("another member leads", () -> members.stream()
                .filter(member -> member != gone).anyMatch(ClusterMember::leads));
    }
}
