package kv.transport.peer.client;

import java.net.URI;
import java.util.Map;

/// A request to a peer with one answer.
///
/// @param method such as `POST`
/// @param url where the peer is reached; its path counts for nothing
/// @param path such as `/raft`
/// @param headers beside those that HTTP itself asks for
/// @param body empty for none
/// @param timeoutMs from the dial to the whole answer
public record PeerRequest(String method, URI url, String path, Map<String, String> headers,
        byte[] body, long timeoutMs) {

    private static final byte[] NO_BODY = {};

    /// A question.
    public static PeerRequest get(URI url, String path, long timeoutMs) {
        return new PeerRequest("GET", url, path, Map.of(), NO_BODY, timeoutMs);
    }
}
