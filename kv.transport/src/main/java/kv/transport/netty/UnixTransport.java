package kv.transport.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import kv.api.spi.transport.Endpoint;

/// `unix` and `unixs` URLs: sockets in the file system. Stateless.
///
/// As with etcd, host and path of the URL together are the file: `unix:///run/kvd.sock` is
/// absolute, `unix://localhost:2379` is the file `localhost:2379` in the working directory. The
/// file goes when the listener stops. One that a killed server left is replaced; one that a server
/// listens on, or that is no socket, is not.
public final class UnixTransport implements NettyTransport {

    /// For the service loader.
    public UnixTransport() {
        // nothing to set up
    }

    @Override
    public Set<String> schemes() {
        return Set.of("unix", "unixs");
    }

    @Override
    public Endpoint endpoint(URI url) {
        if (url.getScheme() == null || !schemes().contains(url.getScheme())) {
            throw new IllegalArgumentException("not the URL of a unix socket: " + url);
        }
        String authority = url.getAuthority() == null ? "" : url.getAuthority();
        String file = authority + url.getPath();
        if (file.isEmpty() || file.endsWith("/")) {
            throw new IllegalArgumentException("URL without the name of a socket: " + url);
        }
        return new Endpoint(url, UnixDomainSocketAddress.of(file), url.getScheme().equals("unixs"));
    }

    @Override
    public void configure(ServerBootstrap bootstrap, EventLoops loops) {
        bootstrap.channel(loops.epoll()
                ? EpollServerDomainSocketChannel.class : NioServerDomainSocketChannel.class);
    }

    @Override
    public SocketAddress prepare(Endpoint endpoint, EventLoops loops) throws IOException {
        var address = (UnixDomainSocketAddress) endpoint.address();
        removeStale(address);
        return loops.epoll() ? new DomainSocketAddress(address.getPath().toString()) : address;
    }

    private static void removeStale(UnixDomainSocketAddress address) throws IOException {
        Path file = address.getPath();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(
                file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).isOther()) {
            throw new BindException("listen unix " + file + ": bind: the file is no socket");
        }
        if (somebodyListens(address)) {
            throw new BindException("listen unix " + file + ": bind: address already in use");
        }
        Files.delete(file);
    }

    private static boolean somebodyListens(UnixDomainSocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    @Override
    public void released(Endpoint endpoint) throws IOException {
        Files.deleteIfExists(((UnixDomainSocketAddress) endpoint.address()).getPath());
    }

    @Override
    public URI bound(Endpoint endpoint, SocketAddress address) {
        return endpoint.url();
    }
}
