package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kv.integration.program.RunningServer;
import kv.integration.wire.Changes;
import kv.integration.wire.History.Change;
import kv.integration.wire.History;
import kv.integration.wire.RecordingClient;
import kv.integration.wire.Rpc;
import kv.integration.wire.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that get, put, delete, and compare and swap a few keys at once, on a server that is
/// killed again and again. In the end one watcher reads the store's whole history, and every
/// answer that a client ever had must fit it, and so must what a watcher was told meanwhile, which
/// went on after each kill where it had been: all of it, once and in order. `-Dkvd.lives=N` sets
/// the number of lives, `-Dkvd.seed=N` repeats the choices.
@Timeout(600)
class LinearizabilityIT {

    private static final int LIVES = Integer.getInteger("kvd.lives", 2);
    private static final int CLIENTS = 8;
    private static final int MIN_ANSWERS = 100;
    private static final int MAX_ANSWERS = 600;

    private final History history = new History();
    private final Told told = new Told();
    private volatile CountDownLatch life;

    @Test
    void everyAnswerFitsOneOrder(@TempDir Path directory)
            throws IOException, InterruptedException {
        long seed = Long.getLong("kvd.seed", System.nanoTime());
        System.out.println("LinearizabilityIT: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int life = 0; life < LIVES; life++) {
            try (RunningServer server = RunningServer.start(directory)) {
                loadAndKill(server, random);
            }
        }
        try (RunningServer server = RunningServer.start(directory)) {
            List<Change> changes = Changes.of(server.clientUrl());
            List<String> contradictions = history.judge(changes);
            contradictions.addAll(told.judge(changes));
            System.out.println("LinearizabilityIT: " + history.size() + " answers and "
                    + told.size() + " events in " + LIVES + " lives");
            assertEquals(List.of(), contradictions, "seed " + seed);
        }
    }

    private void loadAndKill(RunningServer server, SplittableRandom random)
            throws IOException, InterruptedException {
        life = new CountDownLatch(random.nextInt(MIN_ANSWERS, MAX_ANSWERS));
        try (Rpc rpc = new Rpc(server.clientUrl());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            told.goOn(rpc);
            for (int client = 0; client < CLIENTS; client++) {
                SplittableRandom choices = random.split();
                clients.execute(() -> askUntilRefused(rpc, choices));
            }
            life.await();
            server.process().destroyForcibly();
            server.process().onExit().join();
        }
    }

    private void askUntilRefused(Rpc rpc, SplittableRandom random) {
        RecordingClient client = new RecordingClient(history, random, () -> life.countDown());
        try {
            while (true) {
                client.step(rpc);
            }
        } catch (StatusRuntimeException killed) {
            // The outcome of the last request is unknown, and stays out of the history.
        }
    }
}
