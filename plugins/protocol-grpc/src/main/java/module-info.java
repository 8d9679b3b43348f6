/// gRPC for both ends: the protocol that serves etcd's services on the client port, and the client
/// session that the shell, the console, the bench and the tests use. Both read one table of method
/// descriptors over the messages of `kv.api`.
///
/// This is the only module that knows a gRPC library, so the library can be replaced here.
///
/// Deliberately not here: generated stubs, and any service.
module kv.plugin.protocol.grpc {
    requires kv.api;
    requires kv.transport;
    requires com.google.protobuf;
    requires io.grpc;
    requires io.grpc.netty;
    requires io.netty.buffer;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    // Not used here: gRPC's jars name no module that they need, and these would not be found.
    requires com.google.common;
    requires io.grpc.internal;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.handler;

    // The client port's gRPC, found by the server's assembly.
    provides kv.api.spi.protocol.ProtocolProvider
            with kv.plugin.protocol.grpc.GrpcProtocolProvider;
    // Sessions of the shell, the console, the bench and the tests.
    provides kv.api.spi.client.ClientProvider with kv.plugin.protocol.grpc.GrpcClientProvider;
}
