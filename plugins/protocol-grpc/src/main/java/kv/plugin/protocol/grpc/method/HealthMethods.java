package kv.plugin.protocol.grpc.method;

import java.util.List;
import kv.api.pb.health.HealthCheckRequest;
import kv.api.pb.health.HealthCheckResponse;
import kv.api.service.HealthService;

/// The rows of `grpc.health.v1.Health`. Immutable.
public final class HealthMethods {

    /// `Check`.
    public static final Unary<HealthService, HealthCheckRequest, HealthCheckResponse> CHECK =
            new Unary<>(HealthService.class, "grpc.health.v1.Health/Check",
                    HealthCheckRequest.parser(), HealthCheckResponse.parser(),
                    HealthService::check);

    /// `Watch`.
    public static final ServerStreaming<HealthService, HealthCheckRequest, HealthCheckResponse>
            WATCH =
            new ServerStreaming<>(HealthService.class, "grpc.health.v1.Health/Watch",
                    HealthCheckRequest.parser(), HealthCheckResponse.parser(),
                    HealthService::watch);

    static final List<Method<?, ?, ?>> ALL = List.of(
            CHECK, WATCH);

    private HealthMethods() {
    }
}
