package kv.shell;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.api.service.Reply;
import kv.shell.command.KeyScope;
import kv.shell.session.CommandFailure;
import kv.shell.session.Connection;

/// Keys that are on the server now, for completion: a few, without values, from the member at
/// hand. Whoever types waits for them a tenth of a second at most, also while the connection is
/// being made, which therefore happens on a thread of its own. A server that does not answer in
/// time means no candidates and no message. Used by the shell's thread.
final class LiveKeys implements AutoCloseable {

    private static final int MOST = 50;
    private static final Duration PATIENCE = Duration.ofMillis(100);
    /// What is asked ahead of the first completion may take as long as a connection does.
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private final Connection connection;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("kvsh-keys").factory());

    LiveKeys(Connection connection) {
        this.connection = connection;
    }

    /// Connects, so that the first completion need not wait for it.
    void connect() {
        ask("", AHEAD);
    }

    List<String> beginningWith(String text) {
        if (!connection.targeted()) {
            return List.of();
        }
        RangeResponse none = RangeResponse.getDefaultInstance();
        return ask(text, PATIENCE)
                .completeOnTimeout(none, PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(noAnswer -> none).join()
                .getKvsList().stream()
                .map(pair -> pair.getKey())
                .filter(ByteString::isValidUtf8)
                .map(ByteString::toStringUtf8)
                .toList();
    }

    private CompletableFuture<RangeResponse> ask(String prefix, Duration patience) {
        KeyScope.Range range = KeyScope.prefix(ByteString.copyFromUtf8(prefix));
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(range.key())
                .setRangeEnd(range.end())
                .setKeysOnly(true)
                .setSerializable(true)
                .setLimit(MOST)
                .build();
        Answer answer = new Answer(new CompletableFuture<>());
        background.execute(() -> {
            try {
                connection.service(KvService.class)
                        .range(ClientCall.within(patience), request, answer);
            } catch (KvException | CommandFailure e) {
                answer.future().completeExceptionally(e);
            }
        });
        return answer.future();
    }

    @Override
    public void close() {
        background.shutdownNow();
    }

    /// An answer that comes on the connection's thread.
    private record Answer(CompletableFuture<RangeResponse> future)
            implements Reply<RangeResponse> {

        @Override
        public void complete(RangeResponse message) {
            future.complete(message);
        }

        @Override
        public void fail(KvException refusal) {
            future.completeExceptionally(refusal);
        }
    }
}
