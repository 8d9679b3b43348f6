/// gRPC: the core that both transports share.
module io.grpc.internal {
    requires com.google.gson;
    requires io.perfmark;
    requires java.logging;
    requires java.naming;

    requires transitive com.google.common;
    requires static com.google.errorprone.annotations;
    requires transitive io.grpc;

    exports io.grpc.internal;

    provides io.grpc.LoadBalancerProvider with
        io.grpc.internal.PickFirstLoadBalancerProvider;
    provides io.grpc.NameResolverProvider with
        io.grpc.internal.DnsNameResolverProvider;
}
