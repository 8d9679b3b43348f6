package kv.simulation.plant;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.CallContext;
import kv.api.service.KvService;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.api.service.Services;
import kv.api.service.WatchService;

/// Services that answer what is not so.
final class Fooled {

    private Fooled() {
    }

    /// Reads are answered with whatever the member has, without asking who leads.
    static Services readsAnything(Services real) {
        KvService kv = real.find(KvService.class).orElseThrow();
        return real.with(KvService.class, instead(KvService.class, kv, (proxy, method, args) -> {
            if (method.getName().equals("range")) {
                args[1] = ((RangeRequest) args[1]).toBuilder().setSerializable(true).build();
            }
            return call(kv, method, args);
        }));
    }

    /// A watcher that a compaction has passed goes on after it, and nobody is told.
    static Services skipsCompacted(Services real) {
        WatchService watch = real.find(WatchService.class).orElseThrow();
        return real.with(WatchService.class,
                (call, reply) -> Skipping.open(watch, call, reply));
    }

    private static <T> T instead(Class<T> type, T real, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                real.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object real, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /// A stream that hears of no compaction.
    private static final class Skipping
            implements ReplyStream<WatchResponse>, RequestSink<WatchRequest> {

        private final ReplyStream<WatchResponse> reply;
        private RequestSink<WatchRequest> real;
        private WatchCreateRequest asked = WatchCreateRequest.getDefaultInstance();

        private Skipping(ReplyStream<WatchResponse> reply) {
            this.reply = reply;
        }

        static Skipping open(WatchService watch, CallContext call,
                ReplyStream<WatchResponse> reply) {
            Skipping stream = new Skipping(reply);
            stream.real = watch.watch(call, stream);
            return stream;
        }

        @Override
        public boolean ready() {
            return reply.ready();
        }

        @Override
        public void onReady(Runnable action) {
            reply.onReady(action);
        }

        @Override
        public void next(WatchResponse message) {
            if (message.getCompactRevision() > 0) {
                real.next(WatchRequest.newBuilder().setCreateRequest(asked.toBuilder()
                        .setStartRevision(message.getCompactRevision() + 1)).build());
            } else {
                reply.next(message);
            }
        }

        @Override
        public void complete() {
            reply.complete();
        }

        @Override
        public void fail(KvException refusal) {
            reply.fail(refusal);
        }

        @Override
        public void next(WatchRequest request) {
            if (request.hasCreateRequest()) {
                asked = request.getCreateRequest();
            }
            real.next(request);
        }

        @Override
        public void halfClosed() {
            real.halfClosed();
        }
    }
}
