package kv.integration.wire;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.integration.wire.History.Change;

/// What one watcher of the keys that begin with `key` was told while the server lived, again and
/// again: it goes on after what it was told last. gRPC's threads add, one thread judges when the
/// server is gone.
public final class Told {

    private static final ByteString FROM = ByteString.copyFromUtf8("key");
    private static final ByteString TO = ByteString.copyFromUtf8("kez");

    private final List<Change> changes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long lives;

    /// Watches on, at a server that has just started.
    public synchronized void goOn(Rpc rpc) {
        long next = changes.isEmpty() ? 1 : changes.getLast().revision() + 1;
        StreamObserver<WatchRequest> requests = rpc.stream("etcdserverpb.Watch/Watch",
                new Answers(++lives), WatchResponse.getDefaultInstance());
        requests.onNext(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder()
                        .setKey(FROM).setRangeEnd(TO).setStartRevision(next))
                .build());
    }

    /// How many events there were.
    public synchronized int size() {
        return changes.size();
    }

    /// What contradicts the store's history, in words.
    ///
    /// @param history all changes of these keys, each with its revision, from the first
    public synchronized List<String> judge(List<Change> history) {
        List<String> found = new ArrayList<>(faults);
        for (int i = 0; i < changes.size(); i++) {
            Change expected = i < history.size() ? history.get(i) : null;
            if (!changes.get(i).equals(expected)) {
                found.add("a watcher was told " + changes.get(i) + ", the store holds "
                        + expected);
                break;
            }
        }
        return found;
    }

    private synchronized void add(long life, WatchResponse answer) {
        if (life != lives) {
            return; // from a server that has been killed, too late to count
        }
        if (answer.getCanceled()) {
            faults.add("the watcher was canceled: " + answer);
        }
        for (Event event : answer.getEventsList()) {
            boolean gone = event.getType() == Event.EventType.DELETE;
            changes.add(new Change(event.getKv().getModRevision(),
                    event.getKv().getKey().toStringUtf8(), gone ? Optional.empty()
                            : Optional.of(event.getKv().getValue().toStringUtf8())));
        }
    }

    /// What comes in one life of the server.
    private final class Answers implements StreamObserver<WatchResponse> {

        private final long life;

        Answers(long life) {
            this.life = life;
        }

        @Override
        public void onNext(WatchResponse answer) {
            add(life, answer);
        }

        @Override
        public void onError(Throwable killed) {
            // the next life goes on
        }

        @Override
        public void onCompleted() {
            // likewise
        }
    }
}
