package kv.store.watch;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.api.service.ReplyStream;
import kv.store.range.Interval;

/// A client that listens as long as the test lets it.
final class TestClient implements ReplyStream<WatchResponse> {

    final List<WatchResponse> received = new ArrayList<>();
    private int appetite = Integer.MAX_VALUE;
    private Runnable readyAction = () -> { };

    static WatchOptions all() {
        return options("", "\0", 0);
    }

    static WatchOptions options(String key, String end, long start) {
        return new WatchOptions(Interval.of(
                key.isEmpty() ? ByteString.copyFrom(new byte[1]) : ByteString.copyFromUtf8(key),
                ByteString.copyFromUtf8(end)), start, true, true, false, false, false);
    }

    static WatchOptions withPrev(WatchOptions options) {
        return new WatchOptions(options.interval(), options.startRevision(), options.puts(),
                options.deletions(), true, options.progress(), options.fragment());
    }

    /// Takes so many more answers.
    void listen(int answers) {
        appetite = answers;
        if (answers > 0) {
            readyAction.run();
        }
    }

    /// The events of a watcher, such as `a@2` for a put and `-a@3` for a deletion.
    List<String> events(long watchId) {
        List<String> texts = new ArrayList<>();
        for (WatchResponse answer : received) {
            if (answer.getWatchId() == watchId) {
                answer.getEventsList().forEach(event -> texts.add(text(event)));
            }
        }
        return texts;
    }

    static String text(Event event) {
        return (event.getType() == Event.EventType.DELETE ? "-" : "")
                + event.getKv().getKey().toStringUtf8() + "@" + event.getKv().getModRevision()
                + (event.hasPrevKv() ? "<" + event.getPrevKv().getModRevision() : "");
    }

    WatchResponse last() {
        return received.getLast();
    }

    @Override
    public boolean ready() {
        return appetite > 0;
    }

    @Override
    public void onReady(Runnable action) {
        readyAction = action;
    }

    @Override
    public void next(WatchResponse message) {
        received.add(message);
        appetite -= appetite == Integer.MAX_VALUE ? 0 : 1;
    }

    @Override
    public void complete() {
        throw new AssertionError("a stream of watchers is ended by its client");
    }

    @Override
    public void fail(KvException refusal) {
        throw new AssertionError(refusal);
    }
}
