/// gRPC: load balancers.
module io.grpc.util {
    requires io.grpc.internal;
    requires java.logging;

    requires transitive com.google.common;
    requires transitive io.grpc;

    exports io.grpc.util;

    provides io.grpc.LoadBalancerProvider with
        io.grpc.util.SecretRoundRobinLoadBalancerProvider.Provider,
        io.grpc.util.OutlierDetectionLoadBalancerProvider,
        io.grpc.util.RandomSubsettingLoadBalancerProvider;
}
