package kv.plugin.protocol.grpc.client;

import kv.api.pb.health.HealthCheckRequest;
import kv.api.pb.health.HealthCheckResponse;
import kv.api.service.CallContext;
import kv.api.service.HealthService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.plugin.protocol.grpc.method.HealthMethods;

/// `grpc.health.v1.Health` of a server. Thread-safe.
record RemoteHealth(Caller caller) implements HealthService {

    @Override
    public void check(
            CallContext call, HealthCheckRequest request, Reply<HealthCheckResponse> reply) {
        caller.call(HealthMethods.CHECK, call, request, reply);
    }

    @Override
    public void watch(
            CallContext call, HealthCheckRequest request, ReplyStream<HealthCheckResponse> reply) {
        caller.stream(HealthMethods.WATCH, call, request, reply);
    }
}
