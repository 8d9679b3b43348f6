package kv.plugin.protocol.grpc;

import com.google.protobuf.MessageLite;
import java.util.function.Consumer;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.service.CallContext;
import kv.api.service.CallGate;

/// Lets everything in while it is open, and can end the stream that came last.
final class TestGate implements CallGate {

    volatile boolean closed;
    volatile int ended;
    private volatile Runnable endLast;

    @Override
    public void admit(CallContext call, MessageLite request) {
        if (closed && request instanceof PutRequest) {
            throw new KvException(ErrorCode.NOT_SUPPORTED_FOR_LEARNER);
        }
    }

    @Override
    public Runnable admitStream(
            CallContext call, String method, Consumer<KvException> revoked) {
        if (closed) {
            throw new KvException(ErrorCode.NOT_SUPPORTED_FOR_LEARNER);
        }
        endLast = () -> call.loop().execute(
                () -> revoked.accept(new KvException(ErrorCode.NO_LEADER)));
        return () -> ended++;
    }

    void endLast() {
        endLast.run();
    }
}
