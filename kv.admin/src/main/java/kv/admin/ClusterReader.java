package kv.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.AlarmRequest;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.Member;
import kv.api.pb.etcdserverpb.MemberListRequest;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.service.AwaitedReply;
import kv.api.service.ClientCall;
import kv.api.service.ClusterService;
import kv.api.service.KvService;
import kv.api.service.MaintenanceService;
import kv.api.service.Reply;
import kv.api.service.Services;
import kv.api.spi.client.ClientSession;

/// Asks the cluster what the page shows: status, members, alarms, and one linearizable read of a
/// key, as `etcdctl endpoint health` does. All of it at once, each call with a time limit; blocks
/// its caller. Thread-safe.
final class ClusterReader {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);
    private static final ByteString HEALTH_KEY = ByteString.copyFromUtf8("health");

    private final ClientSession session;
    private final AtomicLong ownReads = new AtomicLong();

    ClusterReader(ClientSession session) {
        this.session = session;
    }

    /// Reads of a key that this reader has asked for, to be left out of what clients did.
    long ownReads() {
        return ownReads.get();
    }

    /// One look at the cluster.
    ClusterView read() {
        Services services = session.services();
        AwaitedReply<StatusResponse> status = status(services);
        AwaitedReply<MemberListResponse> members = new AwaitedReply<>();
        ask(services, ClusterService.class, members, (cluster, reply) -> cluster.memberList(
                call(), MemberListRequest.getDefaultInstance(), reply));
        AwaitedReply<AlarmResponse> alarms = new AwaitedReply<>();
        ask(services, MaintenanceService.class, alarms, (maintenance, reply) -> maintenance.alarm(
                call(), AlarmRequest.getDefaultInstance(), reply));
        long started = System.nanoTime();
        AwaitedReply<RangeResponse> read = new AwaitedReply<>();
        ask(services, KvService.class, read, (kv, reply) -> kv.range(
                call(), RangeRequest.newBuilder().setKey(HEALTH_KEY).build(), reply));
        ownReads.incrementAndGet();
        var readTime = read.future().handle((answer, refusal) -> System.nanoTime() - started);
        try {
            return view(status.await(), members, alarms,
                    new ClusterView.Read(failure(read), readTime.join() / 1_000));
        } catch (KvException refusal) {
            return ClusterView.silent(refusal.getMessage());
        }
    }

    private ClusterView view(
            StatusResponse status, AwaitedReply<MemberListResponse> members,
            AwaitedReply<AlarmResponse> alarms, ClusterView.Read read) {
        long answering = status.getHeader().getMemberId();
        List<MemberView> views = answered(members)
                .map(list -> members(list.getMembersList(), answering, status))
                .filter(list -> !list.isEmpty())
                .orElseGet(() -> List.of(alone(answering, status)));
        List<ClusterView.Alarm> raised = answered(alarms).stream()
                .flatMap(answer -> answer.getAlarmsList().stream())
                .map(alarm -> new ClusterView.Alarm(alarm.getMemberID(), alarm.getAlarm().name()))
                .toList();
        return new ClusterView(Optional.empty(), status.getHeader().getClusterId(),
                status.getLeader(), answering, status.getRaftTerm(),
                status.getHeader().getRevision(), views, raised, read);
    }

    /// All other members are asked at once, each under its first client URL.
    private List<MemberView> members(
            List<Member> members, long answering, StatusResponse answer) {
        List<AwaitedReply<StatusResponse>> asked = new ArrayList<>();
        for (Member member : members) {
            if (member.getID() == answering) {
                var known = new AwaitedReply<StatusResponse>();
                known.complete(answer);
                asked.add(known);
            } else {
                asked.add(statusOf(member));
            }
        }
        List<MemberView> views = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            views.add(view(members.get(i), asked.get(i)));
        }
        return views;
    }

    private AwaitedReply<StatusResponse> statusOf(Member member) {
        if (member.getClientURLsCount() > 0) {
            return status(session.servicesOf(member.getClientURLs(0)));
        }
        var unknown = new AwaitedReply<StatusResponse>();
        unknown.fail(new KvException(StatusCode.UNAVAILABLE, "it has not started yet"));
        return unknown;
    }

    private static MemberView view(Member member, AwaitedReply<StatusResponse> asked) {
        return new MemberView(member.getID(), member.getName(), member.getIsLearner(),
                List.copyOf(member.getClientURLsList()), answered(asked), failure(asked));
    }

    private static MemberView alone(long id, StatusResponse status) {
        return new MemberView(id, "", status.getIsLearner(), List.of(),
                Optional.of(status), Optional.empty());
    }

    private static AwaitedReply<StatusResponse> status(Services services) {
        var status = new AwaitedReply<StatusResponse>();
        ask(services, MaintenanceService.class, status, (maintenance, reply) -> maintenance.status(
                call(), StatusRequest.getDefaultInstance(), reply));
        return status;
    }

    private static ClientCall call() {
        return ClientCall.within(TIME_LIMIT);
    }

    private static <S, M extends MessageLite> void ask(
            Services services, Class<S> type, AwaitedReply<M> reply,
            BiConsumer<S, Reply<M>> question) {
        services.find(type).ifPresentOrElse(
                service -> question.accept(service, reply),
                () -> reply.fail(new KvException(
                        StatusCode.UNIMPLEMENTED, type.getSimpleName() + " is not served")));
    }

    private static <M extends MessageLite> Optional<M> answered(AwaitedReply<M> reply) {
        try {
            return Optional.of(reply.await());
        } catch (KvException refusal) {
            return Optional.empty();
        }
    }

    private static Optional<String> failure(AwaitedReply<?> reply) {
        return reply.future().handle((answer, refusal) -> Optional.ofNullable(refusal)
                .map(ClusterReader::message)).join();
    }

    private static String message(Throwable refusal) {
        Function<Throwable, String> own = Throwable::getMessage;
        return refusal.getCause() == null ? own.apply(refusal) : own.apply(refusal.getCause());
    }
}
