package kv.simulation.member;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.PutResponse;
import kv.api.pb.etcdserverpb.SnapshotRequest;
import kv.api.pb.etcdserverpb.SnapshotResponse;
import kv.api.service.AwaitedReply;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.api.service.MaintenanceService;
import kv.api.service.ReplyStream;
import kv.server.snapshot.stream.SnapshotStreams;
import kv.store.bolt.BoltFile;
import kv.store.bolt.SnapshotStatus;
import kv.store.bolt.SnapshotTrailer;
import kv.store.file.DiskFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStreamTest {

    private static final int PATIENCE = 20_000;
    private static final int MOST_STREAMS = 8;

    private final SimulatedMember world = new SimulatedMember(5);

    @TempDir
    Path temp;

    /// A client that says itself when it takes something.
    private static final class Receiver implements ReplyStream<SnapshotResponse> {

        private final ClientCall call = ClientCall.unlimited();
        private final List<SnapshotResponse> received = new ArrayList<>();
        private Runnable action = () -> { };
        private int room;
        private boolean completed;
        private KvException refusal;

        @Override
        public boolean ready() {
            return room > 0;
        }

        @Override
        public void onReady(Runnable whenReady) {
            action = whenReady;
        }

        @Override
        public void next(SnapshotResponse message) {
            received.add(message);
            room--;
        }

        @Override
        public void complete() {
            completed = true;
        }

        @Override
        public void fail(KvException reason) {
            refusal = reason;
        }

        void take(int messages) {
            room = messages;
            action.run();
        }

        boolean ended() {
            return completed || refusal != null;
        }
    }

    @BeforeEach
    void start() throws Exception {
        world.start();
        await(world::isReady);
    }

    private void await(BooleanSupplier state) {
        for (int turn = 0; turn < PATIENCE && !state.getAsBoolean(); turn++) {
            world.turn();
        }
        assertTrue(state.getAsBoolean(), "the world has come to a standstill");
    }

    private void put(String key, int size) {
        AwaitedReply<PutResponse> reply = new AwaitedReply<>();
        world.member().services().find(KvService.class).orElseThrow().put(ClientCall.unlimited(),
                PutRequest.newBuilder().setKey(ByteString.copyFromUtf8(key))
                        .setValue(ByteString.copyFrom(new byte[size])).build(), reply);
        await(reply.future()::isDone);
        reply.await();
    }

    private Receiver ask() {
        Receiver receiver = new Receiver();
        world.member().services().find(MaintenanceService.class).orElseThrow().snapshot(
                receiver.call, SnapshotRequest.getDefaultInstance(), receiver);
        return receiver;
    }

    @Test
    void streamsOneStateWhileWritesGoOn() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("key" + i, 9_000);
        }
        Receiver receiver = ask();
        receiver.room = 1;
        await(() -> receiver.received.size() == 1);
        while (!receiver.ended()) {
            put("later", 100);
            receiver.take(1);
        }

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long total = receiver.received.getFirst().getRemainingBytes() + (32 << 10);
        for (SnapshotResponse message : receiver.received) {
            message.getBlob().writeTo(bytes);
            assertEquals(Math.max(0, total - bytes.size()), message.getRemainingBytes());
            assertEquals("3.7.0", message.getVersion());
            assertFalse(message.hasHeader());
        }
        byte[] file = bytes.toByteArray();
        assertEquals(total + SnapshotTrailer.SIZE, file.length);
        assertEquals(SnapshotTrailer.SIZE, receiver.received.getLast().getBlob().size());
        assertArrayEquals(SnapshotTrailer.digest().digest(Arrays.copyOf(file, (int) total)),
                receiver.received.getLast().getBlob().toByteArray());
        Path saved = Files.write(temp.resolve("saved.db"), file);
        assertEquals(Optional.empty(), SnapshotTrailer.problem(DiskFiles.INSTANCE, saved));
        try (BoltFile opened = BoltFile.open(DiskFiles.INSTANCE, saved)) {
            SnapshotStatus status = SnapshotStatus.of(opened);
            assertEquals(21, status.revision());
            assertEquals(20, status.totalKeys());
        }
    }

    @Test
    void cutsOffAReceiverThatTakesNothing() {
        List<Receiver> stalled = fill();
        Receiver taking = stalled.removeLast();
        for (int seconds = 0; seconds < 60; seconds += 20) {
            assertTrue(stalled.stream().noneMatch(Receiver::ended));
            world.rest(TimeUnit.SECONDS.toNanos(20));
            taking.take(1);
            turn(200);
        }
        world.rest(SnapshotStreams.STALL_NS / 4);
        await(() -> stalled.stream().allMatch(Receiver::ended));
        for (Receiver each : stalled) {
            assertEquals(StatusCode.DEADLINE_EXCEEDED, each.refusal.status());
        }
        assertFalse(taking.ended());
        taking.take(Integer.MAX_VALUE);
        assertTrue(taking.completed);
    }

    @Test
    void takesAnotherWhenAReceiverHasLeft() {
        List<Receiver> waiting = fill();
        KvException refusal = assertThrows(KvException.class, this::ask);
        assertEquals(Optional.of(ErrorCode.TOO_MANY_REQUESTS), refusal.code());

        waiting.getFirst().call.cancel();
        Receiver next = ask();
        next.room = Integer.MAX_VALUE;
        await(next::ended);
        assertTrue(next.completed);
    }

    /// As many receivers as there may be, who have taken one piece each.
    private List<Receiver> fill() {
        put("key", 200_000);
        List<Receiver> receivers = new ArrayList<>();
        for (int i = 0; i < MOST_STREAMS; i++) {
            Receiver receiver = ask();
            receiver.room = 1;
            receivers.add(receiver);
        }
        await(() -> receivers.stream().allMatch(each -> each.received.size() == 1));
        return receivers;
    }

    private void turn(int times) {
        for (int i = 0; i < times; i++) {
            world.turn();
        }
    }
}
