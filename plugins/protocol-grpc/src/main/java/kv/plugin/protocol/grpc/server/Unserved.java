package kv.plugin.protocol.grpc.server;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import java.io.InputStream;
import kv.api.KvException;
import kv.plugin.protocol.grpc.wire.Refusals;

/// Refuses the calls of a method that is not served.
///
/// @param refusal says which method or service is unknown
record Unserved(KvException refusal) implements ServerCallHandler<Object, Object> {

    /// Reads and writes no message.
    static final Marshaller<Object> NOTHING = new Marshaller<>() {
        @Override
        public InputStream stream(Object message) {
            return InputStream.nullInputStream();
        }

        @Override
        public Object parse(InputStream stream) {
            return "";
        }
    };

    @Override
    public ServerCall.Listener<Object> startCall(
            ServerCall<Object, Object> call, Metadata headers) {
        call.close(Refusals.status(refusal), new Metadata());
        return new ServerCall.Listener<>() { };
    }
}
