package kv.simulation.cluster;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.api.service.WatchService;
import kv.simulation.judge.WatchJudge;
import kv.simulation.world.SimulatedCall;

/// A client that watches from the first revision on, all keys or one, at one member after the
/// other, and does not always listen.
final class WatchClient {

    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Cluster cluster;
    private final SplittableRandom chance;
    private final ByteString only;
    private final WatchJudge judge;
    private Machine machine;
    private long life;
    private Stream stream;
    private boolean steady;

    /// @param only the one key that is watched, empty for all
    WatchClient(Cluster cluster, String name, ByteString only) {
        this.cluster = cluster;
        this.chance = cluster.world().chance().split();
        this.only = only;
        this.judge = new WatchJudge(cluster.world(), cluster.judges().ledger().model(), name,
                key -> only.isEmpty() || key.equals(only));
        look();
    }

    WatchJudge judge() {
        return judge;
    }

    /// From now on it listens and stays.
    void settle() {
        steady = true;
    }

    private void look() {
        boolean lost = machine == null || !machine.up() || machine.life() != life
                || stream.ended;
        if (lost || !steady && chance.nextInt(100) == 0) {
            connect();
        } else if (chance.nextInt(10) == 0) {
            stream.sink.next(WatchRequest.newBuilder().setProgressRequest(
                    kv.api.pb.etcdserverpb.WatchProgressRequest.getDefaultInstance()).build());
        }
        if (stream != null && !stream.ended && machine.up() && machine.life() == life) {
            stream.listen(steady || chance.nextInt(3) > 0);
        }
        cluster.world().timeline().after(LOOK_NS + chance.nextLong(LOOK_NS), this::look);
    }

    private void connect() {
        if (stream != null) {
            stream.ended = true;
        }
        machine = cluster.anyUp(chance);
        if (machine == null) {
            return;
        }
        life = machine.life();
        stream = new Stream();
        stream.sink = cluster.services(machine).find(WatchService.class).orElseThrow()
                .watch(stream.call(machine), stream);
        stream.sink.next(WatchRequest.newBuilder().setCreateRequest(
                WatchCreateRequest.newBuilder()
                        .setKey(only.isEmpty() ? ZERO : only)
                        .setRangeEnd(only.isEmpty() ? ZERO : ByteString.EMPTY)
                        .setPrevKv(chance.nextBoolean())
                        .setProgressNotify(true)
                        .setStartRevision(judge.next())).build());
    }

    /// One connection. What it was sent is heard a little later, in order; of an ended one nothing
    /// more is heard.
    private final class Stream implements ReplyStream<WatchResponse> {

        private final ArrayDeque<WatchResponse> arriving = new ArrayDeque<>();
        private RequestSink<WatchRequest> sink;
        private Runnable action = () -> { };
        private boolean listens = true;
        private boolean ended;

        SimulatedCall call(Machine at) {
            return new SimulatedCall(at.running().loop());
        }

        void listen(boolean now) {
            boolean begins = now && !listens;
            listens = now;
            if (begins) {
                machine.running().loop().execute(action);
            }
        }

        @Override
        public boolean ready() {
            return listens;
        }

        @Override
        public void onReady(Runnable whenReady) {
            action = whenReady;
        }

        @Override
        public void next(WatchResponse message) {
            arriving.add(message);
            cluster.world().timeline().after(LOOK_NS / 100, () -> hear(arriving.remove()));
        }

        private void hear(WatchResponse message) {
            if (ended) {
                return;
            }
            judge.hears(message);
            ended |= message.getCanceled();
        }

        @Override
        public void complete() {
            ended = true;
        }

        @Override
        public void fail(KvException refusal) {
            ended = true;
        }
    }
}
