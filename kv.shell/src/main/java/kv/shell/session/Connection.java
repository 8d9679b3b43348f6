package kv.shell.session;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.service.AwaitedReply;
import kv.api.service.ClientCall;
import kv.api.service.Reply;
import kv.api.service.Services;
import kv.api.spi.client.ClientOptions;
import kv.api.spi.client.ClientSession;

/// A connection to the endpoints that the command line names: made with the first call, kept while
/// the endpoints stay the same, and shared by all commands of a shell. Commands call from one
/// thread; [#cancel()] and [#service(Class)] from any.
public final class Connection implements AutoCloseable {

    /// How a service's method is called: with a call and the place for its answer.
    ///
    /// @param <M> the response message
    @FunctionalInterface
    public interface Method<S, M extends MessageLite> {
        /// Starts the call.
        void start(S service, ClientCall call, Reply<M> reply);
    }

    private final Function<ClientOptions, ClientSession> connect;
    private final AtomicReference<ClientCall> running = new AtomicReference<>();
    private volatile ClientOptions options;
    private ClientSession session;
    private Duration commandTimeout = Duration.ofSeconds(5);

    /// @param connect makes a session
    public Connection(Function<ClientOptions, ClientSession> connect) {
        this.connect = connect;
    }

    /// Says where the next call goes. A session to other endpoints is closed.
    public synchronized void target(ClientOptions target, Duration timeout) {
        if (!target.equals(options)) {
            close();
            options = target;
        }
        commandTimeout = timeout;
    }

    /// True once a command has said where to go.
    public boolean targeted() {
        return options != null;
    }

    /// The endpoints as they were given.
    public List<String> endpoints() {
        return options.endpoints();
    }

    /// Calls whichever endpoint answers.
    ///
    /// @throws KvException when the server refuses
    /// @throws CommandFailure when no server is there
    public <S, M extends MessageLite> M call(Class<S> type, Method<S, M> method) {
        try {
            return await(session().services(), type, method);
        } catch (KvException e) {
            throw e.status() == StatusCode.UNAVAILABLE && !isAnswer(e) ? nobodyThere() : e;
        }
    }

    /// Calls one endpoint, whether or not the others are there.
    ///
    /// @throws KvException when the server refuses or is not there
    public <S, M extends MessageLite> M callAt(
            String endpoint, Class<S> type, Method<S, M> method) {
        return await(session().servicesOf(endpoint), type, method);
    }

    /// A service for a stream, which the caller ends by itself.
    public <S> S service(Class<S> type) {
        return offered(session().services(), type);
    }

    /// A call without a time limit, given up by [#cancel()].
    public ClientCall open() {
        ClientCall call = ClientCall.unlimited();
        running.set(call);
        return call;
    }

    /// Gives up the running call, if there is one.
    public void cancel() {
        Optional.ofNullable(running.getAndSet(null)).ifPresent(ClientCall::cancel);
    }

    private <S, M extends MessageLite> M await(
            Services services, Class<S> type, Method<S, M> method) {
        ClientCall call = ClientCall.within(commandTimeout);
        AwaitedReply<M> reply = new AwaitedReply<>();
        running.set(call);
        try {
            method.start(offered(services, type), call, reply);
            return reply.await();
        } finally {
            running.compareAndSet(call, null);
        }
    }

    /// A server that cannot serve says so in its own words; a connection that fails does not.
    private static boolean isAnswer(KvException refusal) {
        return refusal.code().isPresent() || refusal.getMessage().startsWith("etcdserver: ");
    }

    private CommandFailure nobodyThere() {
        return new CommandFailure(ExitCode.ERROR, "no server answers at "
                + String.join(", ", options.endpoints()) + ": start one with kvd, or name one with"
                + " --endpoints or ETCDCTL_ENDPOINTS");
    }

    private static <S> S offered(Services services, Class<S> type) {
        return services.find(type).orElseThrow(
                () -> new KvException(StatusCode.UNIMPLEMENTED, "no " + type.getSimpleName()));
    }

    private synchronized ClientSession session() {
        if (session == null) {
            try {
                session = connect.apply(options);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.BAD_ARGUMENTS, e.getMessage());
            }
        }
        return session;
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
