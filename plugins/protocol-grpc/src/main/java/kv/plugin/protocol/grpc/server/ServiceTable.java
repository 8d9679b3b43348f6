package kv.plugin.protocol.grpc.server;

import com.google.protobuf.MessageLite;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.service.CallGate;
import kv.api.service.Services;
import kv.api.spi.metrics.MetricRegistry;
import kv.plugin.protocol.grpc.method.Bidirectional;
import kv.plugin.protocol.grpc.method.Method;
import kv.plugin.protocol.grpc.method.Methods;
import kv.plugin.protocol.grpc.method.ServerStreaming;
import kv.plugin.protocol.grpc.method.Unary;
import kv.plugin.protocol.grpc.wire.Messages;

/// The methods that one member serves, by name. What it does not serve is answered
/// `Unimplemented` in the words of etcd's gRPC library. Immutable.
final class ServiceTable extends HandlerRegistry {

    private final Map<String, ServerMethodDefinition<?, ?>> methods = new HashMap<>();
    private final Set<String> services = new HashSet<>();
    private final CallGate gate;

    ServiceTable(Services offered, MetricRegistry metrics) {
        gate = offered.find(CallGate.class).orElse(CallGate.OPEN);
        var counts = new CallCounts(metrics);
        for (Method<?, ?, ?> method : Methods.ALL) {
            add(method, offered, counts);
        }
    }

    private <S, Q extends MessageLite, R extends MessageLite> void add(
            Method<S, Q, R> method, Services offered, CallCounts counts) {
        Optional<S> service = offered.find(method.service());
        if (service.isEmpty()) {
            return;
        }
        MethodType type = type(method);
        var descriptor = MethodDescriptor.<Object, Object>newBuilder()
                .setType(type)
                .setFullMethodName(method.fullName())
                .setRequestMarshaller(Messages.requests(method.requests(), counts::received))
                .setResponseMarshaller(Messages.responses(method.responses(), counts::sent))
                .build();
        var around = new ServedCall.Surroundings(counts.of(descriptor), gate);
        methods.put(method.fullName(), ServerMethodDefinition.create(
                descriptor, handler(method, service.get(), around)));
        services.add(descriptor.getServiceName());
    }

    private static MethodType type(Method<?, ?, ?> method) {
        return switch (method) {
            case Unary<?, ?, ?> unary -> MethodType.UNARY;
            case ServerStreaming<?, ?, ?> streaming -> MethodType.SERVER_STREAMING;
            case Bidirectional<?, ?, ?> both -> MethodType.BIDI_STREAMING;
        };
    }

    private static <S, Q extends MessageLite, R extends MessageLite>
            ServerCallHandler<Object, Object> handler(
                    Method<S, Q, R> method, S service, ServedCall.Surroundings around) {
        return switch (method) {
            case Unary<S, Q, R> unary -> (call, headers) ->
                    new UnaryCall<>(call, headers, around, unary.target(), service);
            case ServerStreaming<S, Q, R> streaming -> (call, headers) ->
                    new ServerStreamingCall<>(call, headers, around, streaming.target(), service);
            case Bidirectional<S, Q, R> both -> (call, headers) ->
                    new BidirectionalCall<>(call, headers, around, both.target(), service);
        };
    }

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String fullName, String authority) {
        ServerMethodDefinition<?, ?> method = methods.get(fullName);
        return method == null ? unknown(fullName) : method;
    }

    private ServerMethodDefinition<?, ?> unknown(String fullName) {
        int slash = fullName.lastIndexOf('/');
        String service = slash < 0 ? fullName : fullName.substring(0, slash);
        String reason = services.contains(service)
                ? "unknown method " + fullName.substring(slash + 1) + " for service " + service
                : "unknown service " + service;
        var refusal = new KvException(StatusCode.UNIMPLEMENTED, reason);
        var descriptor = MethodDescriptor.<Object, Object>newBuilder()
                .setType(MethodType.UNKNOWN)
                .setFullMethodName(fullName)
                .setRequestMarshaller(Unserved.NOTHING)
                .setResponseMarshaller(Unserved.NOTHING)
                .build();
        return ServerMethodDefinition.create(descriptor, new Unserved(refusal));
    }
}
