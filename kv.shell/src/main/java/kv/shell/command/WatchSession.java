package kv.shell.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchProgressRequest;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.pb.mvccpb.Event;
import kv.api.service.ClientCall;
import kv.api.service.RequestSink;
import kv.api.service.WatchService;
import kv.shell.render.GoText;
import kv.shell.session.AwaitedStream;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;

/// One stream of watchers and what is done with their events: printed, and a command run for
/// each. Answers are taken on the thread that brings them; requests come from the command's.
final class WatchSession implements AutoCloseable {

    private static final String COMPACTED =
            "etcdserver: mvcc: required revision has been compacted";

    private final Kvsh kvsh;
    private final ClientCall call;
    private final AwaitedStream<WatchResponse> stream = new AwaitedStream<>(this::take);
    private final RequestSink<WatchRequest> requests;
    private final boolean many;
    /// By watch id, which is ours to choose from 1 on.
    private final Map<Long, List<String>> commands = new ConcurrentHashMap<>();
    private long lastId;

    /// @param many whether the end of one watcher leaves the others
    WatchSession(Kvsh kvsh, boolean many) {
        this.kvsh = kvsh;
        this.many = many;
        call = kvsh.connection().open();
        requests = kvsh.connection().service(WatchService.class).watch(call, stream);
    }

    /// Begins to watch.
    ///
    /// @param command what to run for each event, with its arguments; may be empty
    void watch(WatchCreateRequest request, List<String> command) {
        lastId++;
        commands.put(lastId, command);
        requests.next(WatchRequest.newBuilder()
                .setCreateRequest(request.toBuilder().setWatchId(lastId)).build());
    }

    /// Asks how far the server is.
    void progress() {
        requests.next(WatchRequest.newBuilder()
                .setProgressRequest(WatchProgressRequest.getDefaultInstance()).build());
    }

    /// Waits until the user or the server ends it.
    void await() {
        try {
            stream.await();
        } catch (KvException e) {
            if (e.status() != StatusCode.CANCELED) {
                throw e;
            }
        }
    }

    private void take(WatchResponse response) {
        if (response.getCanceled()) {
            canceled(response);
        } else if (response.getEventsCount() > 0) {
            kvsh.format().watch(response);
            response.getEventsList().forEach(event -> run(response, event));
        } else if (!response.getCreated()) {
            kvsh.streams().out().println(
                    "progress notify: " + response.getHeader().getRevision());
            kvsh.format().watch(response);
        }
        kvsh.streams().out().flush();
    }

    private void canceled(WatchResponse response) {
        String reason = response.getCompactRevision() != 0 ? COMPACTED
                : response.getCancelReason();
        kvsh.streams().err().println("watch was canceled (" + reason + ")");
        if (!many) {
            throw new CommandFailure(ExitCode.INTERRUPTED, "watch is canceled by the server");
        }
    }

    private void run(WatchResponse response, Event event) {
        List<String> command = commands.getOrDefault(response.getWatchId(), List.of());
        if (command.isEmpty()) {
            return;
        }
        kvsh.streams().out().flush();
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = process.environment();
        environment.put("ETCD_WATCH_REVISION",
                Long.toString(response.getHeader().getRevision()));
        environment.put("ETCD_WATCH_EVENT_TYPE", GoText.quoted(event.getType().name()));
        environment.put("ETCD_WATCH_KEY", GoText.quoted(event.getKv().getKey()));
        environment.put("ETCD_WATCH_VALUE", GoText.quoted(event.getKv().getValue()));
        String failure = failure(process);
        if (!failure.isEmpty()) {
            List<String> words = command.stream().map(GoText::quoted).toList();
            kvsh.streams().err().println("command [" + String.join(" ", words) + "] error ("
                    + failure + ")");
            throw new CommandFailure(ExitCode.ERROR, "the command failed");
        }
    }

    private static String failure(ProcessBuilder process) {
        try {
            int status = process.start().waitFor();
            return status == 0 ? "" : "exit status " + status;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Override
    public void close() {
        call.cancel();
    }
}
