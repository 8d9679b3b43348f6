package kv.transport.http;

import kv.api.spi.http.HttpHandler;

/// A handler of POST requests whose bodies are too large to be held: it is asked when the head of a
/// request has come, with an exchange that is a [ChannelExchange], and takes the body by
/// [ChannelExchange#receive]; what it does not take is thrown away. It answers when it likes, and
/// watches over the time that the body takes. Its prefixes are whole paths.
public interface StreamedHandler extends HttpHandler {
}
