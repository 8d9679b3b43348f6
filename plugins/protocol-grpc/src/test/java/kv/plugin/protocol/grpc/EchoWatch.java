package kv.plugin.protocol.grpc;

import java.util.concurrent.CountDownLatch;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.api.service.WatchService;

/// Says of each request that its watch was created, and ends when the caller half-closes.
final class EchoWatch implements WatchService {

    final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public RequestSink<WatchRequest> watch(CallContext call, ReplyStream<WatchResponse> reply) {
        call.onCancel(cancelled::countDown);
        return new RequestSink<>() {
            @Override
            public void next(WatchRequest request) {
                reply.next(WatchResponse.newBuilder()
                        .setCreated(true)
                        .setWatchId(request.getCreateRequest().getWatchId())
                        .build());
            }

            @Override
            public void halfClosed() {
                reply.complete();
            }
        };
    }
}
