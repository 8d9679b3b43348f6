package kv.server.peer;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kv.store.schema.MemberRow;
import kv.transport.peer.PeerIdentity;
import kv.transport.peer.PeerVersion;
import kv.transport.peer.client.PeerAnswer;
import kv.transport.peer.client.PeerRequest;

/// What members tell of their cluster, and of themselves, to whoever asks on their peer ports. Any
/// thread; never waits.
public final class RemoteCluster {

    private static final Gson GSON = new Gson();
    private static final int OK = 200;

    private final Network network;
    private final long timeoutMs;

    /// @param timeoutMs for each question
    public RemoteCluster(Network network, long timeoutMs) {
        this.network = network;
        this.timeoutMs = timeoutMs;
    }

    /// A cluster as one of its members has it.
    ///
    /// @param id the cluster's id
    /// @param members by ascending id
    public record Described(long id, List<MemberRow> members) {
    }

    /// The cluster as the first of these URLs that answers describes it.
    public CompletableFuture<Optional<Described>> describe(List<URI> urls) {
        return first(urls, "/members", RemoteCluster::described);
    }

    /// The version of the member at these URLs.
    public CompletableFuture<Optional<PeerVersion>> version(List<URI> urls) {
        return first(urls, "/version", answer -> document(answer, "etcdserver"));
    }

    /// The version of the cluster, as the member at these URLs has it.
    public CompletableFuture<Optional<PeerVersion>> clusterVersion(List<URI> urls) {
        return first(urls, "/version", answer -> document(answer, "etcdcluster"));
    }

    /// What the leader said to a wish for a learner's promotion.
    public sealed interface PromotionAnswer {
    }

    /// The learner votes now.
    ///
    /// @param members all members after it
    public record Promoted(List<MemberRow> members) implements PromotionAnswer {
    }

    /// It does not.
    ///
    /// @param status of the answer, 0 if there was none
    /// @param text why
    public record Refused(int status, String text) implements PromotionAnswer {
    }

    /// Passes a wish for a learner's promotion on to the leader.
    public CompletableFuture<PromotionAnswer> promote(List<URI> leader, long id) {
        return network.ask(new PeerRequest("POST", leader.getFirst(),
                        "/members/promote/" + Long.toUnsignedString(id), Map.of(), new byte[0],
                        timeoutMs))
                .handle((answer, failure) -> failure == null
                        ? promotion(answer) : new Refused(0, String.valueOf(failure)));
    }

    private static PromotionAnswer promotion(PeerAnswer answer) {
        Optional<List<MemberRow>> members =
                answer.status() == OK ? members(answer) : Optional.empty();
        return members.<PromotionAnswer>map(Promoted::new)
                .orElseGet(() -> new Refused(answer.status(), answer.text()));
    }

    private <T> CompletableFuture<Optional<T>> first(
            List<URI> urls, String path, Function<PeerAnswer, Optional<T>> read) {
        if (urls.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return network.ask(PeerRequest.get(urls.getFirst(), path, timeoutMs))
                .handle((answer, failure) -> failure == null && answer.status() == OK
                        ? read.apply(answer) : Optional.<T>empty())
                .thenCompose(result -> result.isPresent()
                        ? CompletableFuture.completedFuture(result)
                        : first(urls.subList(1, urls.size()), path, read));
    }

    private static Optional<PeerVersion> document(PeerAnswer answer, String name) {
        try {
            JsonObject json = GSON.fromJson(answer.text(), JsonObject.class);
            return json == null || !json.has(name)
                    ? Optional.empty() : PeerVersion.parse(json.get(name).getAsString());
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Optional<Described> described(PeerAnswer answer) {
        Optional<Long> id = answer.header(PeerIdentity.CLUSTER_ID)
                .filter(hex -> hex.matches("[0-9a-f]{1,16}"))
                .map(hex -> Long.parseUnsignedLong(hex, 16));
        return id.isEmpty() ? Optional.empty()
                : members(answer).map(members -> new Described(id.get(), members));
    }

    private static Optional<List<MemberRow>> members(PeerAnswer answer) {
        try {
            JsonArray json = GSON.fromJson(answer.text(), JsonArray.class);
            if (json == null || json.isEmpty()) {
                return Optional.empty();
            }
            List<MemberRow> members = new ArrayList<>();
            for (JsonElement member : json) {
                members.add(MemberRow.decode(
                        member.toString().getBytes(StandardCharsets.UTF_8)));
            }
            members.sort((a, b) -> Long.compareUnsigned(a.id(), b.id()));
            return Optional.of(List.copyOf(members));
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
