/// gRPC: calls and observers.
module io.grpc.stub {
    requires static com.google.errorprone.annotations;
    requires java.logging;

    requires transitive com.google.common;
    requires transitive io.grpc;

    exports io.grpc.stub;
    exports io.grpc.stub.annotations;
}
