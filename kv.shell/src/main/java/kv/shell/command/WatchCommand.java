package kv.shell.command;

import java.util.List;
import java.util.concurrent.Callable;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchRequest;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.ClientCall;
import kv.api.service.WatchService;
import kv.shell.render.Format;
import kv.shell.session.AwaitedStream;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `watch KEY [RANGE_END]`: prints events until it is interrupted.
@Command(name = "watch", description = "Prints every change of a key, or of the keys from KEY to"
        + " before RANGE_END, until Ctrl-C.")
final class WatchCommand implements Callable<Integer> {

    private final Kvsh kvsh;

    @Parameters(arity = "0..*", paramLabel = "KEY [RANGE_END]")
    private List<String> arguments = List.of();

    @Mixin
    private KeyScope scope = new KeyScope();

    @Option(names = "--rev", paramLabel = "REVISION", description = "begin there")
    private long revision;

    @Option(names = "--prev-kv", description = "print what was there before")
    private boolean prevKv;

    @Option(names = "--progress-notify", description = "let the server tell how far it is")
    private boolean progressNotify;

    WatchCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Override
    public Integer call() {
        if (arguments.isEmpty()) {
            throw Kvsh.badArguments("bad number of arguments");
        }
        WatchRequest request = request();
        Format format = kvsh.format();
        WatchService service = kvsh.connection().service(WatchService.class);
        ClientCall call = kvsh.connection().open();
        AwaitedStream<WatchResponse> stream =
                new AwaitedStream<>(response -> take(response, format));
        var requests = service.watch(call, stream);
        requests.next(request);
        try {
            stream.await();
        } catch (KvException e) {
            if (e.status() != StatusCode.CANCELED) {
                throw e;
            }
        } finally {
            call.cancel();
        }
        return 0;
    }

    private void take(WatchResponse response, Format format) {
        if (response.getCanceled()) {
            kvsh.streams().err().println(
                    "watch was canceled (" + response.getCancelReason() + ")");
            throw new CommandFailure(ExitCode.INTERRUPTED, "watch is canceled by the server");
        }
        if (response.getEventsCount() > 0) {
            format.watch(response);
        }
    }

    private WatchRequest request() {
        KeyScope.Range range = scope.range(arguments);
        return WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder()
                        .setKey(range.key())
                        .setRangeEnd(range.end())
                        .setStartRevision(revision)
                        .setPrevKv(prevKv)
                        .setProgressNotify(progressNotify))
                .build();
    }
}
