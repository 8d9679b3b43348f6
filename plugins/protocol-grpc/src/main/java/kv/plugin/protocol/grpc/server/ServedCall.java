package kv.plugin.protocol.grpc.server;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import kv.api.KvException;
import kv.api.service.CallContext;
import kv.api.service.CallGate;
import kv.plugin.protocol.grpc.wire.Refusals;

/// One call in progress: gRPC's listener and the service's context in one object. gRPC calls it on
/// the connection's event loop; answers come from any one thread at a time.
abstract sealed class ServedCall extends ServerCall.Listener<Object> implements CallContext
        permits UnaryCall, StreamingCall {

    private static final System.Logger LOG = System.getLogger(ServedCall.class.getName());

    /// The few names that services ask for; making a key checks every letter of it.
    private static final Map<String, Metadata.Key<String>> KEYS = new ConcurrentHashMap<>();

    final ServerCall<Object, Object> call;
    final MethodCounts counts;
    final CallGate gate;
    private final Metadata headers;
    private final Connection connection;
    private final long deadlineNs;
    private boolean counted;
    private boolean gone;
    private Runnable cancellation;

    ServedCall(ServerCall<Object, Object> call, Metadata headers, Surroundings around) {
        this.call = call;
        this.headers = headers;
        this.counts = around.counts();
        this.gate = around.gate();
        connection = call.getAttributes().get(Connection.KEY);
        deadlineNs = deadline();
        counts.started().increment();
    }

    /// What a call stands in.
    ///
    /// @param counts of its method
    /// @param gate asked before the service is
    record Surroundings(MethodCounts counts, CallGate gate) {
    }

    private static long deadline() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null
                ? Long.MAX_VALUE
                : System.nanoTime() + deadline.timeRemaining(TimeUnit.NANOSECONDS);
    }

    /// The client has said all, and this is the one request that it had to send.
    final void serveOnly(Object request, Runnable service) {
        if (request instanceof Status undecodable) {
            end(undecodable);
        } else if (request == null) {
            end(Status.INTERNAL.withDescription("grpc: a request is missing"));
        } else {
            serve(service);
        }
    }

    /// Runs the service and turns what it throws into the call's end.
    final void serve(Runnable service) {
        try {
            service.run();
        } catch (KvException refusal) {
            end(Refusals.status(refusal));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR,
                    "a call of " + call.getMethodDescriptor().getFullMethodName() + " failed", e);
            end(Status.UNKNOWN.withDescription("internal error: " + e.getMessage()));
        }
    }

    /// Ends the call; harmless when the caller has gone.
    final void end(Status status) {
        if (!finished() && !call.isCancelled()) {
            call.close(status, new Metadata());
        }
        count(status.getCode());
    }

    private void count(Status.Code code) {
        synchronized (this) {
            if (counted) {
                return;
            }
            counted = true;
        }
        counts.ended(code);
    }

    /// Whether this member has ended the call already.
    boolean finished() {
        return false;
    }

    @Override
    public final void onCancel() {
        Runnable action = takeCancellation();
        count(Status.Code.CANCELLED);
        left();
        if (action != null) {
            action.run();
        }
    }

    /// What the service wants done when nobody listens any more.
    final Runnable takeCancellation() {
        synchronized (this) {
            gone = true;
            Runnable action = cancellation;
            cancellation = null;
            return action;
        }
    }

    @Override
    public final void onComplete() {
        left();
    }

    /// The call's stream has ended, and nothing of it waits to be sent. On the event loop.
    void left() {
        // streams keep no account
    }

    final Connection connection() {
        return connection;
    }

    @Override
    public final Executor loop() {
        return connection.loop();
    }

    @Override
    public final long deadlineNs() {
        return deadlineNs;
    }

    @Override
    public final Optional<String> metadata(String key) {
        return Optional.ofNullable(headers.get(KEYS.computeIfAbsent(key, name ->
                Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))));
    }

    @Override
    public final String peer() {
        return connection.peer();
    }

    @Override
    public final boolean cancelled() {
        return call.isCancelled();
    }

    @Override
    public final void onCancel(Runnable action) {
        synchronized (this) {
            if (!gone) {
                cancellation = action;
                return;
            }
        }
        action.run();
    }
}
