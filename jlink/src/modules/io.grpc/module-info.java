/// gRPC: the API. The providers are found by name from here, so the four uses must stand.
module io.grpc {
    requires java.logging;

    requires transitive com.google.common;
    requires static com.google.errorprone.annotations;

    exports io.grpc;

    uses io.grpc.LoadBalancerProvider;
    uses io.grpc.ManagedChannelProvider;
    uses io.grpc.NameResolverProvider;
    uses io.grpc.ServerProvider;
}
