package kv.plugin.protocol.grpc.client;

import com.google.protobuf.MessageLite;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kv.api.service.CallContext;
import kv.api.service.Reply;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.plugin.protocol.grpc.method.Bidirectional;
import kv.plugin.protocol.grpc.method.Method;
import kv.plugin.protocol.grpc.method.ServerStreaming;
import kv.plugin.protocol.grpc.method.Unary;
import kv.plugin.protocol.grpc.wire.Messages;

/// Makes calls over one channel: the row of a method and a context become a gRPC call.
/// Thread-safe.
final class Caller {

    private final ManagedChannel channel;
    private final Map<Method<?, ?, ?>, MethodDescriptor<?, ?>> descriptors =
            new ConcurrentHashMap<>();

    Caller(ManagedChannel channel) {
        this.channel = channel;
    }

    /// One request, one answer.
    <Q extends MessageLite, R extends MessageLite> void call(
            Unary<?, Q, R> method, CallContext context, Q request, Reply<R> reply) {
        ClientCall<Q, R> call = start(
                method, MethodType.UNARY, context, new UnaryAnswer<>(reply));
        // One more than expected, so that gRPC notices a server that sends two.
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
    }

    /// One request, many answers.
    <Q extends MessageLite, R extends MessageLite> void stream(
            ServerStreaming<?, Q, R> method, CallContext context, Q request,
            ReplyStream<R> reply) {
        var answers = new StreamedAnswers<>(reply);
        ClientCall<Q, R> call = start(method, MethodType.SERVER_STREAMING, context, answers);
        answers.begin(call);
        call.sendMessage(request);
        call.halfClose();
    }

    /// Many requests, many answers.
    <Q extends MessageLite, R extends MessageLite> RequestSink<Q> open(
            Bidirectional<?, Q, R> method, CallContext context, ReplyStream<R> reply) {
        var answers = new StreamedAnswers<>(reply);
        ClientCall<Q, R> call = start(method, MethodType.BIDI_STREAMING, context, answers);
        answers.begin(call);
        return new RequestSink<>() {
            @Override
            public void next(Q request) {
                call.sendMessage(request);
            }

            @Override
            public void halfClosed() {
                call.halfClose();
            }
        };
    }

    private <Q extends MessageLite, R extends MessageLite> ClientCall<Q, R> start(
            Method<?, Q, R> method, MethodType type, CallContext context,
            ClientCall.Listener<R> answers) {
        ClientCall<Q, R> call = channel.newCall(descriptor(method, type), options(context));
        call.start(answers, metadata(context));
        context.onCancel(() -> call.cancel("context canceled", null));
        return call;
    }

    @SuppressWarnings("unchecked") // each row has the descriptor that was made of it
    private <Q extends MessageLite, R extends MessageLite> MethodDescriptor<Q, R> descriptor(
            Method<?, Q, R> method, MethodType type) {
        return (MethodDescriptor<Q, R>) descriptors.computeIfAbsent(method, row ->
                MethodDescriptor.<Q, R>newBuilder()
                        .setType(type)
                        .setFullMethodName(method.fullName())
                        .setRequestMarshaller(Messages.of(method.requests()))
                        .setResponseMarshaller(Messages.of(method.responses()))
                        .build());
    }

    private static CallOptions options(CallContext context) {
        return context.deadlineNs() == Long.MAX_VALUE
                ? CallOptions.DEFAULT
                : CallOptions.DEFAULT.withDeadlineAfter(
                        context.deadlineNs() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static Metadata metadata(CallContext context) {
        var metadata = new Metadata();
        if (context instanceof kv.api.service.ClientCall ours) {
            ours.metadata().forEach((key, value) -> metadata.put(
                    Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value));
        }
        return metadata;
    }
}
