package kv.server.service;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.LeaseKeepAliveRequest;
import kv.api.pb.etcdserverpb.LeaseKeepAliveResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.service.CallContext;
import kv.api.service.ReplyStream;
import kv.api.service.RequestSink;
import kv.server.lease.Renewal;

/// One stream of renewals, of as many leases as its client has. Confined to the call's loop.
///
/// Renewals go ahead side by side; answers wait for those before them. Each renewal is confirmed
/// by the leadership first, many by one question. A client that does not take its answers has its
/// further requests left unread.
final class KeepAliveStream implements RequestSink<LeaseKeepAliveRequest> {

    private static final int MAX_PENDING = 1_024;

    private final CallContext call;
    private final ReplyStream<LeaseKeepAliveResponse> reply;
    private final LeaseRouting leases;
    private final Supplier<ResponseHeader> header;
    private final ArrayDeque<Answer> pending = new ArrayDeque<>();
    private boolean halfClosed;
    private boolean ended;

    /// @param header made before each renewal, so that its revision is not above that at which the
    ///        lease was renewed
    KeepAliveStream(CallContext call, ReplyStream<LeaseKeepAliveResponse> reply,
            LeaseRouting leases, Supplier<ResponseHeader> header) {
        this.call = call;
        this.reply = reply;
        this.leases = leases;
        this.header = header;
        call.onCancel(this::end);
    }

    @Override
    public void next(LeaseKeepAliveRequest request) {
        if (ended) {
            return;
        }
        Answer answer = new Answer(request.getID(), header.get());
        pending.add(answer);
        leases.renew(new Renewal(request.getID(), call.loop(), answer));
    }

    @Override
    public boolean takesMore() {
        return pending.size() < MAX_PENDING && reply.ready();
    }

    @Override
    public void halfClosed() {
        halfClosed = true;
        answer();
    }

    private void answer() {
        while (!ended && !pending.isEmpty() && pending.peek().known) {
            reply.next(pending.poll().message());
        }
        if (!ended && halfClosed && pending.isEmpty()) {
            ended = true;
            reply.complete();
        }
    }

    private void end() {
        ended = true;
        pending.clear();
    }

    private final class Answer implements Renewal.Outcome {

        private final long leaseId;
        private final ResponseHeader before;
        private boolean known;
        private long ttlSeconds;

        Answer(long leaseId, ResponseHeader before) {
            this.leaseId = leaseId;
            this.before = before;
        }

        @Override
        public void renewed(long seconds) {
            ttlSeconds = seconds;
            known = true;
            answer();
        }

        @Override
        public void refused(KvException reason) {
            if (!ended) {
                end();
                reply.fail(reason);
            }
        }

        LeaseKeepAliveResponse message() {
            return LeaseKeepAliveResponse.newBuilder()
                    .setHeader(before).setID(leaseId).setTTL(ttlSeconds).build();
        }
    }
}
