package kv.server.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import kv.api.ErrorCode;
import kv.api.KvException;
import kv.api.service.Services;
import kv.server.lease.LeaseDesk;
import kv.server.member.RunningMember;
import kv.store.schema.MemberRow;

/// A member that stays in one of the states in which etcd was recorded.
///
/// @param leader whether one is known
/// @param learner whether it has no vote
/// @param alarms raised
/// @param versions cluster version and storage version
record SteadyMember(boolean leader, boolean learner, SortedSet<String> alarms, Versions versions)
        implements RunningMember {

    record Versions(Optional<String> cluster, String storage) {
    }

    private static final Versions DECIDED = new Versions(Optional.of("3.7.0"), "3.7.0");

    static SteadyMember in(String state) {
        return switch (state) {
            case "normal" -> new SteadyMember(true, false, new TreeSet<>(), DECIDED);
            case "nospace" -> new SteadyMember(
                    true, false, new TreeSet<>(Set.of("NOSPACE")), DECIDED);
            case "learner" -> new SteadyMember(true, true, new TreeSet<>(),
                    new Versions(DECIDED.cluster(), "3.5.0"));
            case "no-leader" -> new SteadyMember(false, false, new TreeSet<>(), DECIDED);
            case "never-had-quorum" -> new SteadyMember(false, false, new TreeSet<>(),
                    new Versions(Optional.empty(), "3.5.0"));
            default -> throw new IllegalArgumentException(state);
        };
    }

    @Override
    public void start() {
        // it has its state already
    }

    @Override
    public boolean downgrading() {
        return false;
    }

    @Override
    public Services services() {
        return Services.none();
    }

    @Override
    public long memberId() {
        return 1;
    }

    @Override
    public long clusterId() {
        return 2;
    }

    @Override
    public Optional<String> clusterVersion() {
        return versions.cluster();
    }

    @Override
    public String storageVersion() {
        return versions.storage();
    }

    @Override
    public List<MemberRow> members() {
        return List.of();
    }

    @Override
    public CompletableFuture<List<MemberRow>> promote(long id) {
        return CompletableFuture.failedFuture(new KvException(ErrorCode.MEMBER_NOT_FOUND));
    }

    @Override
    public LeaseDesk leaseDesk() {
        throw new IllegalStateException("nobody asks");
    }

    @Override
    public boolean hasLeader() {
        return leader;
    }

    @Override
    public CompletableFuture<Void> probe(boolean serializable) {
        return serializable || leader ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new KvException(ErrorCode.TIMEOUT));
    }

    @Override
    public CompletableFuture<Void> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Throwable> failure() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        // nothing runs
    }
}
