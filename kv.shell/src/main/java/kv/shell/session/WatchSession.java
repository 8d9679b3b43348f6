package kv.shell.session;

import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchProgressRequest;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.ClientCall;
import kv.api.service.RequestSink;
import kv.api.service.WatchService;

/// One stream of watchers. Answers are taken on the thread that brings them; requests come from
/// the command's.
public final class WatchSession implements AutoCloseable {

    private final Listener listener;
    private final ClientCall call;
    private final AwaitedStream<WatchResponse> stream = new AwaitedStream<>(this::take);
    private final RequestSink<WatchRequest> requests;
    private long lastId;

    /// What is done with answers. What it throws ends the wait.
    public interface Listener {

        /// Events have come.
        void events(WatchResponse answer);

        /// The server tells how far it is.
        void progress(WatchResponse answer);

        /// The server has canceled a watcher.
        void canceled(WatchResponse answer);
    }

    /// Opens a stream.
    public WatchSession(Connection connection, Listener listener) {
        this.listener = listener;
        call = connection.open();
        requests = connection.service(WatchService.class).watch(call, stream);
    }

    /// Begins to watch.
    ///
    /// @return the watch id in answers, counted from 1
    public long watch(WatchCreateRequest request) {
        lastId++;
        requests.next(WatchRequest.newBuilder()
                .setCreateRequest(request.toBuilder().setWatchId(lastId)).build());
        return lastId;
    }

    /// Asks how far the server is.
    public void progress() {
        requests.next(WatchRequest.newBuilder()
                .setProgressRequest(WatchProgressRequest.getDefaultInstance()).build());
    }

    /// Waits until the user, the server or the listener ends it.
    public void await() {
        try {
            stream.await();
        } catch (KvException e) {
            if (e.status() != StatusCode.CANCELED) {
                throw e;
            }
        }
    }

    private void take(WatchResponse answer) {
        if (answer.getCanceled()) {
            listener.canceled(answer);
        } else if (answer.getEventsCount() > 0) {
            listener.events(answer);
        } else if (!answer.getCreated()) {
            listener.progress(answer);
        }
    }

    @Override
    public void close() {
        call.cancel();
    }
}
