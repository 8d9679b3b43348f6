package kv.server.service;

import java.util.function.BooleanSupplier;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.health.HealthCheckRequest;
import kv.api.pb.health.HealthCheckResponse;
import kv.api.pb.health.HealthCheckResponse.ServingStatus;
import kv.api.service.CallContext;
import kv.api.service.HealthService;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;

/// `grpc.health.v1.Health`: serving while the member is. Any thread.
public final class MemberHealth implements HealthService {

    private final BooleanSupplier serving;

    /// @param serving whether the member serves
    public MemberHealth(BooleanSupplier serving) {
        this.serving = serving;
    }

    @Override
    public void check(
            CallContext call, HealthCheckRequest request, Reply<HealthCheckResponse> reply) {
        if (!request.getService().isEmpty()) {
            throw new KvException(StatusCode.NOT_FOUND, "unknown service");
        }
        reply.complete(now());
    }

    /// The state now; the stream stays open, and the state of a member that answers at all does
    /// not change.
    @Override
    public void watch(
            CallContext call, HealthCheckRequest request, ReplyStream<HealthCheckResponse> reply) {
        reply.next(request.getService().isEmpty() ? now() : HealthCheckResponse.newBuilder()
                .setStatus(ServingStatus.SERVICE_UNKNOWN).build());
    }

    private HealthCheckResponse now() {
        return HealthCheckResponse.newBuilder()
                .setStatus(serving.getAsBoolean()
                        ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
                .build();
    }
}
