package kv.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Three members of one program on one machine. One thread.
final class ServerCluster implements AutoCloseable {

    private static final int MEMBERS = 3;
    private static final long POLL_MS = 5;

    private final List<ServerProcess> members = new ArrayList<>();

    private ServerCluster() {
    }

    /// Starts all and waits until each is well.
    static ServerCluster start(String binary, Path directory)
            throws IOException, InterruptedException {
        ServerCluster cluster = new ServerCluster();
        for (int i = 0; i < MEMBERS; i++) {
            String name = "m" + i;
            cluster.members.add(new ServerProcess(
                    binary, Files.createDirectories(directory.resolve(name)), name));
        }
        try {
            for (ServerProcess member : cluster.members) {
                member.launch(cluster.initialCluster());
            }
            for (ServerProcess member : cluster.members) {
                member.awaitHealth();
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            cluster.close();
            throw failure;
        }
    }

    private String initialCluster() {
        return members.stream().map(ServerProcess::initialCluster)
                .collect(Collectors.joining(","));
    }

    /// The member that says so of itself; waits until there is one.
    ServerProcess leader() throws InterruptedException {
        while (true) {
            for (ServerProcess member : members) {
                if (member.metric("etcd_server_is_leader").orElse(0) == 1) {
                    return member;
                }
            }
            members.getFirst().pause(POLL_MS);
        }
    }

    /// Where all members but one are reached.
    List<String> endpointsWithout(ServerProcess member) {
        return members.stream().filter(other -> other != member)
                .map(ServerProcess::endpoint).toList();
    }

    /// Where all members are reached.
    List<String> endpoints() {
        return members.stream().map(ServerProcess::endpoint).toList();
    }

    /// Starts a member that was killed, and waits until it is well.
    void revive(ServerProcess member) throws IOException, InterruptedException {
        member.launch(initialCluster());
        member.awaitHealth();
    }

    /// Processor time of all together.
    double cpuSeconds() {
        return members.stream().mapToDouble(member -> member.costs().cpuSeconds()).sum();
    }

    @Override
    public void close() {
        members.forEach(ServerProcess::close);
    }
}
