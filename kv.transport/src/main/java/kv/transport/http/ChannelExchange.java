package kv.transport.http;

import io.netty.channel.Channel;
import java.util.Map;
import kv.api.spi.http.HttpExchange;

/// An exchange whose answer may be written on the channel itself, at the writer's own pace: for
/// streams that last as long as their connection. Every exchange of this package is one.
public interface ChannelExchange extends HttpExchange {

    /// Begins an answer of unknown length. On the connection's event loop.
    ///
    /// @return the channel; the caller writes `HttpContent` to it and closes it in the end
    Channel takeOver(int status, Map<String, String> headers);

    /// Takes the body of a request to a [StreamedHandler] piece by piece, from the first on. On
    /// the connection's event loop, before the handler returns.
    void receive(BodySink sink);

    /// Whether the connection rests, so that no more of the body comes. Any thread.
    void rest(boolean resting);
}
