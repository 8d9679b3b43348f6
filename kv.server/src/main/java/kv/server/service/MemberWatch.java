package kv.server.service;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchCreateRequest.FilterType;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.api.service.WatchService;
import kv.api.spi.protocol.ProtocolLimits;
import kv.server.loop.Clock;
import kv.store.range.Interval;
import kv.store.watch.WatchFeed;
import kv.store.watch.WatchHub;
import kv.store.watch.WatchLimits;
import kv.store.watch.WatchOptions;
import kv.store.watch.WatchStream;

/// `etcdserverpb.Watch`: reads requests and hands them to the hub of the connection's event loop,
/// which owns everything else. Any event loop.
public final class MemberWatch implements WatchService {

    private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

    private final WatchFeed feed;
    private final WatchHub.Surroundings world;
    private final Map<Executor, WatchHub> hubs = new ConcurrentHashMap<>();

    /// @param pool reads what watchers have missed
    public MemberWatch(WatchFeed feed, ReadPool pool, Clock clock, WatchLimits limits) {
        this.feed = feed;
        world = new WatchHub.Surroundings(pool.threads(), clock::nowNs, limits);
    }

    /// The limits of a server.
    ///
    /// @param maxRequestBytes `--max-request-bytes`, from which answers may be split
    /// @param progressNs `--watch-progress-notify-interval`
    public static WatchLimits limits(int maxRequestBytes, long progressNs) {
        return new WatchLimits(maxRequestBytes + ProtocolLimits.GRPC_OVERHEAD_BYTES, progressNs);
    }

    @Override
    public RequestSink<WatchRequest> watch(CallContext call, ReplyStream<WatchResponse> reply) {
        WatchHub hub = hubs.computeIfAbsent(
                call.loop(), loop -> new WatchHub(feed, loop, world));
        WatchStream stream = hub.open(reply);
        call.onCancel(stream::close);
        return new Requests(stream);
    }

    /// What the client sends, in order. A stream that is half-closed goes on.
    private record Requests(WatchStream stream) implements RequestSink<WatchRequest> {

        @Override
        public void next(WatchRequest request) {
            switch (request.getRequestUnionCase()) {
                case CREATE_REQUEST -> create(request.getCreateRequest());
                case CANCEL_REQUEST -> stream.cancel(request.getCancelRequest().getWatchId());
                case PROGRESS_REQUEST -> stream.progress();
                case REQUESTUNION_NOT_SET -> {
                    // etcd lets it pass too
                }
            }
        }

        private void create(WatchCreateRequest request) {
            ByteString key = request.getKey().isEmpty() ? ZERO : request.getKey();
            List<FilterType> filters = request.getFiltersList();
            stream.create(request.getWatchId(), new WatchOptions(
                    Interval.of(key, request.getRangeEnd()), request.getStartRevision(),
                    !filters.contains(FilterType.NOPUT), !filters.contains(FilterType.NODELETE),
                    request.getPrevKv(), request.getProgressNotify(), request.getFragment()));
        }

        /// Who does not listen is not listened to.
        @Override
        public boolean takesMore() {
            return stream.hasRoom();
        }

        @Override
        public void halfClosed() {
            // the events go on
        }
    }
}
