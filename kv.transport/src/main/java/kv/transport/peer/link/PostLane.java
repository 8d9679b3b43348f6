package kv.transport.peer.link;

import java.net.URI;
import java.util.Map;
import kv.api.pb.raftpb.Message;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// Posts messages to a peer that has no stream here, four at a time. Any thread offers; the state
/// is confined to the peer's home loop.
final class PostLane {

    private static final String PATH = "/raft";
    private static final int CONNECTIONS = 4;
    private static final int MAX_MESSAGES = 64;
    private static final long MAX_BYTES = 32L << 20;
    private static final long TIMEOUT_MS = 5_000;
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;

    private final PeerContext peer;
    private final MessageQueue queue = new MessageQueue(MAX_MESSAGES, MAX_BYTES);
    private int posting;
    private volatile boolean stopped;

    PostLane(PeerContext peer) {
        this.peer = peer;
    }

    /// Takes a message if there is room.
    boolean offer(Message message) {
        if (stopped || !queue.offer(message)) {
            return false;
        }
        peer.home().execute(this::postNext);
        return true;
    }

    /// Posts no more.
    void stop() {
        stopped = true;
    }

    private void postNext() {
        while (!stopped && posting < CONNECTIONS) {
            Message message = queue.poll();
            if (message == null) {
                return;
            }
            posting++;
            post(message);
        }
    }

    private void post(Message message) {
        URI url = peer.urls().pick();
        Map<String, String> headers = peer.self().requestHeaders();
        headers.put("Content-Type", "application/protobuf");
        byte[] body = message.toByteArray();
        peer.links().client().ask(new PeerRequest("POST", url, PATH, headers, body, TIMEOUT_MS))
                .whenCompleteAsync((answer, failure) -> {
                    posting--;
                    if (failure == null && answer.status() == NO_CONTENT) {
                        peer.counts().sentBytes().add(body.length);
                        peer.status().activate();
                    } else {
                        failed(message, url, answer, failure);
                    }
                    postNext();
                }, peer.home());
    }

    private void failed(Message message, URI url, PeerAnswer answer, Throwable failure) {
        peer.urls().unreachable(url);
        peer.status().deactivate("pipeline", answer == null
                ? String.valueOf(failure.getMessage()) : answer.status() + " " + answer.text());
        peer.lost(message);
        if (answer != null && answer.status() == FORBIDDEN) {
            peer.links().events().expelled();
        }
    }
}
