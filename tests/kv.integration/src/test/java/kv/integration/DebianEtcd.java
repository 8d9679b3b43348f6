package kv.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's etcd as one member on free ports of 127.0.0.1.
///
/// @param process the server
/// @param url where clients connect
record DebianEtcd(Process process, URI url) implements AutoCloseable {

    private static final long STOP_LIMIT_S = 20;
    private static final String PACKAGE = "etcd-server";

    /// Starts it and waits until it answers.
    ///
    /// @param directory of its data
    /// @param peerUrl what its cluster calls it
    static DebianEtcd start(Path directory, String peerUrl) throws IOException {
        String client = "http://127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                OutsideProgram.require("etcd", PACKAGE).toString(),
                "--data-dir", directory.toString(),
                "--listen-client-urls", client, "--advertise-client-urls", client,
                "--listen-peer-urls", peerUrl, "--initial-advertise-peer-urls", peerUrl,
                "--initial-cluster", "default=" + peerUrl)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling("etcd.log").toFile()).start();
        DebianEtcd etcd = new DebianEtcd(process, URI.create(client));
        Etcdctl.Outcome health = new Etcdctl(etcd.url).run("get", "anything");
        if (health.exitCode() != 0) {
            etcd.close();
            throw new IOException("etcd does not answer: " + health.output());
        }
        return etcd;
    }

    /// A URL that nobody listens to at this moment.
    static String freeUrl() throws IOException {
        return "http://127.0.0.1:" + freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Runs etcdctl without a server.
    static void command(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ETCDCTL_API", "3");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(STOP_LIMIT_S, TimeUnit.SECONDS).join();
    }
}
