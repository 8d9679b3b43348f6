package kv.simulation.member;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.raftpb.Entry;
import kv.api.pb.raftpb.EntryType;
import kv.api.pb.raftpb.Message;
import kv.api.pb.raftpb.MessageType;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageOptions;
import kv.api.spi.storage.Table;
import kv.raft.Status;
import kv.raft.model.ConfState;
import kv.raft.model.SnapshotMeta;
import kv.server.Member;
import kv.server.MemberLoops;
import kv.server.Surroundings;
import kv.server.cluster.ConfChanges;
import kv.server.cluster.Founding;
import kv.server.config.ServerConfig;
import kv.server.consensus.RaftEvent;
import kv.server.flags.Flags;
import kv.server.loop.Loop;
import kv.server.peer.Network;
import kv.server.peer.WireSnapshots;
import kv.server.storage.DirectoryEngines;
import kv.simulation.disk.SimulatedDisk;
import kv.simulation.engine.CrashingHeap;
import kv.simulation.engine.CrashingHeaps;
import kv.store.bolt.BoltStream;
import kv.store.file.DataDirectory;
import kv.store.mvcc.Headers;
import kv.store.mvcc.MvccOptions;
import kv.store.mvcc.MvccStore;
import kv.store.mvcc.WriteTxn;
import kv.store.schema.MemberRow;
import kv.store.wal.WalDirectory;
import kv.transport.peer.PeerEvents;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerLinks;
import kv.transport.peer.SnapshotSink;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// A member that joins a cluster of two on a disk that crashes; the test plays its leader.
final class SnapshotTaker {

    static final long SELF = 1;
    static final long LEADER = 2;
    static final long INDEX = 8;
    static final long REVISION = 4;

    private static final long TERM = 2;
    private static final long OLD_LAST = 12;
    private static final int PATIENCE = 20_000;
    private static final SnapshotMeta PLACE =
            new SnapshotMeta(INDEX, TERM, ConfState.ofVoters(SELF, LEADER));
    private static final List<MemberRow> MEMBERS = List.of(row(SELF), row(LEADER));

    private final RandomGenerator random;
    private final SimulatedDisk disk;
    private final CrashingHeaps heaps;
    private final PushedClock clock = new PushedClock();
    private final ServerConfig config = configuration();
    private final List<Message> said = new ArrayList<>();
    private Member member;
    private List<Loop> loops;

    /// What became of a snapshot.
    enum Outcome { BROKEN_OFF, ACKNOWLEDGED, TAKEN }

    SnapshotTaker(long seed) {
        random = new SplittableRandom(seed);
        disk = new SimulatedDisk(seed);
        heaps = new CrashingHeaps(disk, seed);
    }

    private static MemberRow row(long id) {
        return new MemberRow(id, List.of("http://127.0.0.1:" + id), false, "m" + id, List.of());
    }

    private static ServerConfig configuration() {
        List<String> flags = List.of("--name", "m1", "--data-dir", "/data");
        return switch (Flags.read(flags, Map.of())) {
            case Flags.Request.Run run -> run.config();
            case Flags.Request.Print refusal -> throw new AssertionError(refusal.err());
        };
    }

    /// Four keys, as the leader has them.
    static byte[] database() {
        StorageEngine engine = new CrashingHeap(0).open(Path.of("/"), StorageOptions.small());
        MvccStore store =
                MvccStore.open(engine, MvccOptions.defaults(), Headers.REVISION_ONLY);
        for (int n = 1; n < REVISION; n++) {
            WriteTxn txn = store.begin(n, 1);
            txn.put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("k" + n))
                    .setValue(ByteString.copyFromUtf8("v" + n)).build());
            MEMBERS.forEach(row ->
                    txn.putRow(Table.MEMBERS, MemberRow.key(row.id()), row.encode()));
            txn.end();
        }
        store.publish();
        store.seal();
        store.committer().finishRuns(() -> INDEX);
        BoltStream file = BoltStream.of(engine, () -> false).orElseThrow();
        byte[] bytes = new byte[(int) file.sizeBytes()];
        file.read(bytes, 0, bytes.length);
        return bytes;
    }

    void start() throws IOException {
        Path root = config.member().dataDirectory();
        disk.createDirectories(root.toAbsolutePath());
        disk.syncDirectory(root.toAbsolutePath().getParent());
        DataDirectory directory = DataDirectory.open(disk, root);
        directory.claimEngine("heap");
        DirectoryEngines engines = DirectoryEngines.open(disk, directory, heaps,
                StorageOptions.small(), WalDirectory.of(disk, config.member().walDirectory()));
        RandomGenerator elections = new SplittableRandom(random.nextLong());
        Founding joining = new Founding(MEMBERS.getFirst(), MEMBERS, 9, "3.7.0", true);
        Surroundings world = new Surroundings(
                disk, clock, elections::nextInt, MetricRegistry.none(), new Ear());
        member = Member.open(
                config, joining, engines, world, MemberLoops.Wakeups.NONE, Runnable::run);
        MemberLoops parts = member.loops();
        loops = List.of(parts.raft(), parts.wal(), parts.apply(), parts.engine(),
                parts.retired(), member.snapshots(), member.leases());
        loops.forEach(Loop::onStart);
    }

    void crashAfter(long changes) {
        disk.crashAfter(changes);
    }

    void restart() throws IOException {
        disk.crash();
        disk.restart();
        heaps.crash();
        said.clear();
        start();
        turn(200);
    }

    /// Follows a leader of term 1 that has committed six entries and leaves six more behind.
    void followUntilTerm1Ends() {
        Message.Builder append = Message.newBuilder().setType(MessageType.MsgApp).setTo(SELF)
                .setFrom(LEADER).setTerm(1).setLogTerm(0).setIndex(0).setCommit(6);
        for (MemberRow row : MEMBERS) {
            append.addEntries(entry(append.getEntriesCount() + 1, EntryType.EntryConfChange,
                    ConfChanges.founding(row)));
        }
        append.addEntries(entry(MEMBERS.size() + 1, EntryType.EntryNormal,
                InternalRaftRequest.newBuilder().setPut(PutRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8("old"))).build().toByteArray()));
        while (append.getEntriesCount() < OLD_LAST) {
            append.addEntries(entry(
                    append.getEntriesCount() + 1, EntryType.EntryNormal, new byte[0]));
        }
        member.loops().peers().received(append.build(), () -> { });
        turn(400);
    }

    private static Entry entry(long index, EntryType type, byte[] data) {
        return Entry.newBuilder().setIndex(index).setTerm(1).setType(type)
                .setData(ByteString.copyFrom(data)).build();
    }

    SnapshotSink begin() throws IOException {
        return member.loops().peers().snapshot(Message.newBuilder().setType(MessageType.MsgSnap)
                .setTo(SELF).setFrom(LEADER).setTerm(TERM)
                .setSnapshot(WireSnapshots.of(PLACE)).build());
    }

    /// Sends a snapshot, and waits for its acknowledgement.
    Outcome take(byte[] database) throws IOException {
        SnapshotSink sink = begin();
        for (int at = 0; at < database.length; at += 5000) {
            sink.write(ByteBuffer.wrap(
                    Arrays.copyOfRange(database, at, Math.min(at + 5000, database.length))));
        }
        sink.finish();
        for (int n = 0; n < PATIENCE && !acknowledged(); n++) {
            turn(1);
        }
        turn(100);
        return acknowledged() ? Outcome.TAKEN : Outcome.BROKEN_OFF;
    }

    void forgetWhatWasSaid() {
        said.clear();
    }

    /// Whether the member has told its leader that it holds the snapshot.
    boolean acknowledged() {
        return said.stream().anyMatch(message -> message.getType() == MessageType.MsgAppResp
                && message.getTerm() == TERM && !message.getReject()
                && message.getIndex() >= INDEX);
    }

    private void turn(int turns) {
        for (int n = 0; n < turns; n++) {
            clock.push(random.nextLong(100_000));
            loops.get(random.nextInt(loops.size())).doWork(clock.nowNs());
        }
    }

    /// Lets two seconds pass.
    void rest() {
        turn(100);
        clock.push(TimeUnit.SECONDS.toNanos(2));
        turn(100);
    }

    int engineDirectories() throws IOException {
        return (int) disk.list(config.member().memberDirectory().toAbsolutePath()).stream()
                .filter(name -> name.startsWith("heap")).count();
    }

    Member member() {
        return member;
    }

    long revision() {
        return member.state().store().view().revision();
    }

    ByteString value(String key) throws Exception {
        return kv.api.pb.mvccpb.KeyValue.parseFrom(member.state().store().view().range(
                RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build())
                .kvs().getFirst().toBytes()).getValue();
    }

    Status status() {
        CompletableFuture<Status> answer = new CompletableFuture<>();
        member.loops().raft().tell(new RaftEvent.Inspect(answer::complete));
        member.loops().raft().doWork(clock.nowNs());
        return answer.join();
    }

    /// Hears what the member says.
    private final class Ear implements Network, PeerLinks {

        @Override
        public PeerLinks links(PeerIdentity self, PeerEvents events) {
            return this;
        }

        @Override
        public CompletableFuture<PeerAnswer> ask(PeerRequest request) {
            return CompletableFuture.failedFuture(new IOException("nobody answers"));
        }

        @Override
        public void send(List<Message> messages) {
            said.addAll(messages);
        }

        @Override
        public void connect(long id, List<URI> urls) {
            // everybody is heard
        }

        @Override
        public void disconnect(long id) {
            // everybody is heard
        }

        @Override
        public long activeSinceNs(long id) {
            return NEVER;
        }

        @Override
        public int active() {
            return 0;
        }

        @Override
        public OptionalDouble roundTripSeconds(long id) {
            return OptionalDouble.empty();
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
