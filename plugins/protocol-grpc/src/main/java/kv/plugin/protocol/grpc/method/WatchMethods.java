package kv.plugin.protocol.grpc.method;

import java.util.List;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.WatchService;

/// The rows of `etcdserverpb.Watch`. Immutable.
public final class WatchMethods {

    /// `Watch`.
    public static final Bidirectional<WatchService, WatchRequest, WatchResponse> WATCH =
            new Bidirectional<>(WatchService.class, "etcdserverpb.Watch/Watch",
                    WatchRequest.parser(), WatchResponse.parser(),
                    WatchService::watch);

    static final List<Method<?, ?, ?>> ALL = List.of(
            WATCH);

    private WatchMethods() {
    }
}
