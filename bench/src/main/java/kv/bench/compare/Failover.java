package kv.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.service.ClientCall;
import kv.api.service.Reply;
import kv.bench.load.Clients;
import kv.bench.load.KeySpace;

/// How long nobody can write when the leader is killed: from the kill until a put is answered that
/// was sent after it. One is sent to each survivor every ten milliseconds, whatever became of those
/// before. One thread.
final class Failover {

    private static final long EVERY_MS = 10;
    private static final long DEADLINE_S = 30;

    private Failover() {
    }

    /// Kills the leader with SIGKILL, and starts it again when the others have gone on.
    ///
    /// @return seconds
    static double of(ServerCluster cluster, KeySpace space)
            throws IOException, InterruptedException {
        ServerProcess leader = cluster.leader();
        List<String> survivors = cluster.endpointsWithout(leader);
        SplittableRandom random = new SplittableRandom();
        double seconds;
        try (Clients clients = Clients.connect(survivors, survivors.size())) {
            put(clients, 0, space, random, new CompletableFuture<>());
            leader.kill();
            long from = System.nanoTime();
            CompletableFuture<Long> answered = new CompletableFuture<>();
            while (!arrived(answered)) {
                for (int i = 0; i < survivors.size(); i++) {
                    put(clients, i, space, random, answered);
                }
                if (System.nanoTime() - from > TimeUnit.SECONDS.toNanos(DEADLINE_S)) {
                    throw new IllegalStateException("the survivors do not go on");
                }
            }
            seconds = (answered.join() - from) / 1e9;
        }
        cluster.revive(leader);
        return seconds;
    }

    private static boolean arrived(CompletableFuture<Long> answered) throws InterruptedException {
        try {
            answered.get(EVERY_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void put(Clients clients, int survivor, KeySpace space,
            SplittableRandom random, CompletableFuture<Long> answered) {
        PutRequest request = PutRequest.newBuilder()
                .setKey(space.key(survivor)).setValue(space.value(random)).build();
        clients.kv(survivor).put(ClientCall.unlimited(), request, new Reply<PutResponse>() {

            @Override
            public void complete(PutResponse answer) {
                answered.complete(System.nanoTime());
            }

            @Override
            public void fail(KvException refusal) {
                // One of the next will be taken.
            }
        });
    }
}
