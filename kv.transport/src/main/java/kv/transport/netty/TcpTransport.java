package kv.transport.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import kv.api.spi.transport.Endpoint;

/// `http` and `https` URLs: TCP over IPv4 and IPv6. Stateless.
///
/// As with etcd, a wildcard address of either family, or no host at all, listens on both families.
/// A port in use is refused: SO_REUSEADDR forgives connections in TIME_WAIT, never a listener.
public final class TcpTransport implements NettyTransport {

    /// Idle time before TCP probes a silent client, and between probes, in seconds.
    private static final int KEEP_ALIVE_S = 30;

    /// For the service loader.
    public TcpTransport() {
        // nothing to set up
    }

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public Endpoint endpoint(URI url) {
        if (url.getScheme() == null || !schemes().contains(url.getScheme())) {
            throw new IllegalArgumentException("not a TCP URL: " + url);
        }
        String authority = url.getRawAuthority();
        String host = url.getHost();
        if (host == null && authority != null && authority.matches(":[0-9]+")) {
            host = "0.0.0.0";
        }
        if (host == null) {
            throw new IllegalArgumentException("URL without a host: " + url);
        }
        return new Endpoint(url, address(url, host, port(url)), url.getScheme().equals("https"));
    }

    private static int port(URI url) {
        String authority = url.getRawAuthority();
        String port = authority.substring(authority.lastIndexOf(':') + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 0xFFFF) {
            throw new IllegalArgumentException(
                    "URL address does not have the form \"host:port\": " + url);
        }
        return Integer.parseInt(port);
    }

    private static InetSocketAddress address(URI url, String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return new InetSocketAddress(bothFamilies(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown host in URL " + url, e);
        }
    }

    private static InetAddress bothFamilies(InetAddress address) throws UnknownHostException {
        boolean dual = address instanceof Inet4Address && address.isAnyLocalAddress()
                && !NetUtil.isIpV4StackPreferred() && NetUtil.LOCALHOST6 != null && hasIpV6();
        return dual ? InetAddress.getByAddress(new byte[16]) : address;
    }

    private static boolean hasIpV6() {
        return NetUtil.NETWORK_INTERFACES.stream()
                .flatMap(card -> card.inetAddresses())
                .anyMatch(address -> !(address instanceof Inet4Address));
    }

    @Override
    public void configure(ServerBootstrap bootstrap, EventLoops loops) {
        bootstrap.option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
        if (loops.epoll()) {
            bootstrap.channel(EpollServerSocketChannel.class)
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, KEEP_ALIVE_S)
                    .childOption(EpollChannelOption.TCP_KEEPINTVL, KEEP_ALIVE_S);
        } else {
            bootstrap.channel(NioServerSocketChannel.class);
        }
    }

    @Override
    public URI bound(Endpoint endpoint, SocketAddress address) {
        String url = endpoint.url().toString();
        int port = ((InetSocketAddress) address).getPort();
        return port(endpoint.url()) == port
                ? endpoint.url() : URI.create(url.replaceFirst(":0(?=/|$)", ":" + port));
    }
}
