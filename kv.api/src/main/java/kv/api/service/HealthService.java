package kv.api.service;

import kv.api.pb.health.HealthCheckRequest;
import kv.api.pb.health.HealthCheckResponse;

/// `grpc.health.v1.Health`: is this member serving.
public interface HealthService {

    /// `Check`.
    void check(CallContext call, HealthCheckRequest request, Reply<HealthCheckResponse> reply);

    /// `Watch`: the state now and at every change.
    void watch(
            CallContext call, HealthCheckRequest request, ReplyStream<HealthCheckResponse> reply);
}
