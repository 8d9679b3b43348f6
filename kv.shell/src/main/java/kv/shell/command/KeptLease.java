package kv.shell.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.service.ClientCall;
import kv.api.service.LeaseService;
import kv.api.service.RequestSink;
import kv.shell.session.AwaitedStream;

/// A lease that is renewed as etcd's client does it: again after a third of its time. Answers are
/// printed on the thread that brings them. One use.
final class KeptLease {

    private static final int SHARE = 3;

    private final Kvsh kvsh;
    private final LeaseKeepAliveRequest request;
    private final AwaitedStream<LeaseKeepAliveResponse> stream =
            new AwaitedStream<>(this::take);
    private RequestSink<LeaseKeepAliveRequest> requests;
    private boolean once;
    private volatile boolean gone;

    KeptLease(Kvsh kvsh, long id) {
        this.kvsh = kvsh;
        this.request = LeaseKeepAliveRequest.newBuilder().setID(id).build();
    }

    /// Renews until the lease ends or the user does, or once.
    ///
    /// @return false if the lease has ended
    boolean keep(boolean onlyOnce) {
        once = onlyOnce;
        ClientCall call = kvsh.connection().open();
        requests = kvsh.connection().service(LeaseService.class).leaseKeepAlive(call, stream);
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
        return !gone;
    }

    private void take(LeaseKeepAliveResponse answer) {
        if (answer.getTTL() <= 0) {
            gone = true;
            stream.stop();
            return;
        }
        kvsh.format().keptAlive(answer);
        if (once) {
            stream.stop();
            return;
        }
        long pauseMs = TimeUnit.SECONDS.toMillis(answer.getTTL()) / SHARE;
        CompletableFuture.delayedExecutor(pauseMs, TimeUnit.MILLISECONDS)
                .execute(() -> requests.next(request));
    }
}
