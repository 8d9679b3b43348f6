package kv.api.service;

import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;

/// `etcdserverpb.Watch`: one stream carries many watchers.
public interface WatchService {

    /// `Watch`. The stream ends when the caller leaves, not when it half-closes.
    RequestSink<WatchRequest> watch(CallContext call, ReplyStream<WatchResponse> reply);
}
