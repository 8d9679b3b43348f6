package kv.api.service;

import com.google.protobuf.MessageLite;
import java.util.function.Consumer;
import kv.api.KvException;

/// Whether a member serves calls at all; protocols ask it before they ask a service. Any thread.
public interface CallGate {

    /// A member that serves whatever comes.
    CallGate OPEN = new CallGate() {
        @Override
        public void admit(CallContext call, MessageLite request) {
            // whatever comes
        }

        @Override
        public Runnable admitStream(
                CallContext call, String method, Consumer<KvException> revoked) {
            return () -> { };
        }
    };

    /// A unary call.
    ///
    /// @throws KvException when the member does not serve it
    void admit(CallContext call, MessageLite request);

    /// A call with a stream.
    ///
    /// @param method full name, such as `etcdserverpb.Watch/Watch`
    /// @param revoked told once, on the call's loop, when the member cannot serve it any longer
    /// @return to be run when the call has ended
    /// @throws KvException when the member does not serve it
    Runnable admitStream(CallContext call, String method, Consumer<KvException> revoked);
}
