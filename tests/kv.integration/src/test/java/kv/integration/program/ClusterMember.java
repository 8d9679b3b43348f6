package kv.integration.program;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.MoveLeaderRequest;
import kv.api.pb.etcdserverpb.MoveLeaderResponse;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.integration.wire.Rpc;

/// A member of a cluster, the image's or a real etcd's, as a process with its data in a directory
/// of the test's. One thread starts and ends it; any thread asks.
public final class ClusterMember implements AutoCloseable {

    private final String name;
    private final Path program;
    private final Path directory;
    private final URI client;
    private final URI peer;
    private final Rpc rpc;
    private final Map<String, String> environment = new TreeMap<>();
    private Process process;

    private ClusterMember(String name, Path program, Path directory) throws IOException {
        this.name = name;
        this.program = program;
        this.directory = directory;
        this.client = URI.create("http://127.0.0.1:" + freePort());
        this.peer = URI.create("http://127.0.0.1:" + freePort());
        this.rpc = new Rpc(client);
    }

    /// One of the image's, not started yet.
    public static ClusterMember kvd(String name, Path parent) throws IOException {
        return new ClusterMember(name, RunningServer.image().resolve("bin/kvd"),
                parent.resolve(name));
    }

    /// A real etcd, not started yet. `-Dkvd.etcd=PATH` names another than Debian's.
    public static ClusterMember etcd(String name, Path parent) throws IOException {
        return new ClusterMember(name, RealEtcd.binary(), parent.resolve(name));
    }

    /// A port that was free a moment ago.
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// `--initial-cluster` for these members.
    public static String initialCluster(List<ClusterMember> members) {
        return members.stream().map(member -> member.name + "=" + member.peer)
                .collect(Collectors.joining(","));
    }

    /// Before it is started: lets it keep so few entries of its log that whoever joins needs a
    /// snapshot.
    public ClusterMember withShortLog() {
        environment.put("ETCD_SNAPSHOT_COUNT", "50");
        environment.put("ETCD_SNAPSHOT_CATCHUP_ENTRIES", "10");
        environment.put("ETCD_EXPERIMENTAL_SNAPSHOT_CATCHUP_ENTRIES", "10");
        return this;
    }

    /// Starts the process.
    ///
    /// @param flags beside name, directory and URLs
    public void start(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--name", name,
                "--data-dir", directory.toString(),
                "--listen-client-urls", client.toString(),
                "--advertise-client-urls", client.toString(),
                "--listen-peer-urls", peer.toString(),
                "--initial-advertise-peer-urls", peer.toString()));
        command.addAll(List.of(flags));
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private Path logFile() {
        return directory.resolveSibling(name + ".log");
    }

    /// The last lines that it has logged.
    public String log() throws IOException {
        List<String> lines = Files.readAllLines(logFile());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /// Waits until it answers with a leader.
    public void awaitLeader() throws IOException {
        try {
            Patience.until(name + " has a leader", () -> leader() != 0 || !process.isAlive());
        } catch (IOException late) {
            throw new IOException(name + " has no leader; it logged\n" + log(), late);
        }
        if (!process.isAlive()) {
            throw new IOException(name + " has ended; it logged\n" + log());
        }
    }

    /// Its name in the cluster.
    public String name() {
        return name;
    }

    /// Where members reach it.
    public URI peer() {
        return peer;
    }

    /// Where clients reach it.
    public URI client() {
        return client;
    }

    /// Calls to it alone.
    public Rpc rpc() {
        return rpc;
    }

    /// What it says of itself.
    public StatusResponse status() {
        return rpc.unary("etcdserverpb.Maintenance/Status", StatusRequest.getDefaultInstance(),
                StatusResponse.getDefaultInstance());
    }

    /// Its id.
    public long id() {
        return status().getHeader().getMemberId();
    }

    /// The leader that it knows; 0 for none, or when it does not answer.
    public long leader() {
        try {
            return status().getLeader();
        } catch (StatusRuntimeException down) {
            return 0;
        }
    }

    /// Whether it leads.
    public boolean leads() {
        try {
            StatusResponse status = status();
            return status.getLeader() == status.getHeader().getMemberId();
        } catch (StatusRuntimeException down) {
            return false;
        }
    }

    /// Makes another member lead; this one does.
    public void handLeadershipTo(ClusterMember other) throws IOException {
        long id = other.id();
        rpc.unary("etcdserverpb.Maintenance/MoveLeader",
                MoveLeaderRequest.newBuilder().setTargetID(id).build(),
                MoveLeaderResponse.getDefaultInstance());
        Patience.until(other.name + " leads", other::leads);
    }

    /// The hash of all revisions up to one, once it has that one.
    public int hashKv(long revision) throws IOException {
        HashKVResponse[] answer = new HashKVResponse[1];
        Patience.until(name + " has revision " + revision, () -> {
            try {
                answer[0] = rpc.unary("etcdserverpb.Maintenance/HashKV",
                        HashKVRequest.newBuilder().setRevision(revision).build(),
                        HashKVResponse.getDefaultInstance());
                return true;
            } catch (StatusRuntimeException later) {
                if (later.getStatus().getCode() != Status.Code.OUT_OF_RANGE) {
                    throw later;
                }
                return false;
            }
        });
        return answer[0].getHash();
    }

    /// Ends it as a loss of power would, and waits until it has.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Has it lose all that it has, while it does not run.
    public void loseData() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Waits until it has ended by itself.
    ///
    /// @return its exit code
    public int awaitEnd() throws IOException {
        Patience.until(name + " ends", () -> !process.isAlive());
        return process.exitValue();
    }

    /// Stops it where it stands.
    public void suspend() throws IOException {
        signal("STOP");
    }

    /// Lets it go on.
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start()
                .onExit().join();
    }

    @Override
    public void close() {
        rpc.close();
        if (process != null) {
            kill();
        }
    }
}
