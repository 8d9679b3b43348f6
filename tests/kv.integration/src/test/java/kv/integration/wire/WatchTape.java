package kv.integration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;

/// One stream of watchers and all that it was answered, told so that two servers can be compared:
/// how events are spread over answers is a server's own affair, and so is what comes first of
/// answers about different watchers. gRPC's threads write, one thread reads.
final class WatchTape implements StreamObserver<WatchResponse> {

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    private final Map<String, List<String>> told = new TreeMap<>();
    private final BlockingQueue<WatchTape> news;
    private final StreamObserver<WatchRequest> requests;

    /// @param news is told of every answer
    WatchTape(Rpc rpc, BlockingQueue<WatchTape> news) {
        this.news = news;
        requests = rpc.stream("etcdserverpb.Watch/Watch", this,
                WatchResponse.getDefaultInstance());
    }

    void send(WatchRequest request) {
        requests.onNext(request);
    }

    void end() {
        requests.onCompleted();
    }

    /// What was told of each watcher, of creations and of progress, each in order.
    synchronized Map<String, List<String>> told() {
        Map<String, List<String>> copy = new TreeMap<>();
        told.forEach((subject, lines) -> copy.put(subject, List.copyOf(lines)));
        return copy;
    }

    @Override
    public void onNext(WatchResponse answer) {
        synchronized (this) {
            if (answer.getCreated()) {
                tell("created", control(answer));
            } else if (answer.getEventsCount() > 0) {
                answer.getEventsList().forEach(event -> event(answer.getWatchId(), event));
            } else if (answer.getCanceled()) {
                tell("watcher " + answer.getWatchId(), control(answer));
            } else {
                tell("progress", control(answer));
            }
        }
        news.add(this);
    }

    private void event(long id, Event event) {
        if (!told.containsKey("created")) {
            tell("watcher " + id, "an event before anything was created");
        }
        tell("watcher " + id, text(event));
    }

    private void tell(String subject, String line) {
        told.computeIfAbsent(subject, unused -> new ArrayList<>()).add(line);
    }

    private static String control(WatchResponse answer) {
        WatchResponse.Builder own = answer.toBuilder();
        own.getHeaderBuilder().clearClusterId().clearMemberId().clearRaftTerm();
        return text(own.build());
    }

    private static String text(Message message) {
        try {
            return PRINTER.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onError(Throwable reason) {
        synchronized (this) {
            tell("end", reason.toString());
        }
        news.add(this);
    }

    @Override
    public void onCompleted() {
        synchronized (this) {
            tell("end", "completed");
        }
        news.add(this);
    }
}
