package kv.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.integration.program.RealEtcd;
import kv.integration.program.RunningServer;
import kv.integration.wire.Differences;
import kv.integration.wire.RandomRequests.Asked;
import kv.integration.wire.RandomRequests;
import kv.integration.wire.Rpc;
import kv.integration.wire.Saved;
import kv.integration.wire.WatchedPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same random requests, in the same order, to a real etcd and to the image: the answers are
/// equal field by field but for ids, and so is the hash of the whole store in the end. Watchers of
/// all kinds come and go meanwhile, and both servers tell them the same, event for event.
///
/// `-Dkvd.episodes=40` makes it the long run of 20,000 requests, `-Dkvd.seed=N` repeats one, and
/// `-Dkvd.etcd=PATH` compares with another etcd than Debian's.
class DifferentialIT {

    private static final int EPISODES = Integer.getInteger("kvd.episodes", 2);
    private static final int REQUESTS = 500;
    private static final int REQUESTS_PER_WATCH = 25;
    private static final int FIRST_WATCHES = 5;
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames();
    /// Ids and terms are a cluster's own, and time passes between the two.
    private static final String MASKS = """
            {"volatile": ["header.cluster_id", "header.member_id", "header.raft_term", "TTL~5"]}""";

    @Test
    void answersAsEtcdDoes(@TempDir Path directory) throws IOException {
        long seed = Long.getLong("kvd.seed", System.nanoTime());
        System.out.println("DifferentialIT: seed " + seed + ", " + EPISODES + " episodes of "
                + REQUESTS + " requests");
        List<String> found = new ArrayList<>();
        int told = 0;
        for (int episode = 0; episode < EPISODES; episode++) {
            Path folder = Files.createDirectory(directory.resolve("episode" + episode));
            try (RealEtcd etcd = RealEtcd.start(folder.resolve("etcd"));
                    RunningServer kvd = RunningServer.start(folder.resolve("kvd"));
                    Rpc theirs = new Rpc(etcd.clientUrl());
                    Rpc ours = new Rpc(kvd.clientUrl())) {
                WatchedPair watched = new WatchedPair(
                        new SplittableRandom(seed + episode), isOld(), theirs, ours);
                play(new RandomRequests(seed + episode, isOld()), watched, theirs, ours)
                        .ifPresent(found::add);
                told += watched.size();
                watched.end();
            }
        }
        System.out.println("DifferentialIT: watchers were told " + told + " things");
        assertEquals(List.of(), found, "seed " + seed);
    }

    private static boolean isOld() {
        return System.getProperty("kvd.etcd", "").isEmpty();
    }

    private static Optional<String> play(
            RandomRequests requests, WatchedPair watched, Rpc theirs, Rpc ours)
            throws InvalidProtocolBufferException {
        for (int n = 0; n < REQUESTS; n++) {
            Optional<String> toldElse = n % REQUESTS_PER_WATCH == 0 || n < FIRST_WATCHES
                    ? watched.ask(requests.revision()) : Optional.empty();
            if (toldElse.isPresent()) {
                return toldElse;
            }
            Asked asked = requests.next();
            if (asked.request() instanceof CompactionRequest) {
                // What watchers have been told before it does not depend on it.
                watched.settle();
            }
            JsonObject expected = ask(theirs, asked);
            Optional<String> difference = compare(n, asked, expected, ask(ours, asked));
            if (difference.isPresent()) {
                return difference;
            }
            requests.answered(asked, revision(expected));
        }
        Optional<String> toldElse = watched.settle();
        if (toldElse.isPresent()) {
            return toldElse;
        }
        // 3.7 keeps the hash that a compaction of the newest revision found; 3.4 does not.
        Asked last = RandomRequests.last();
        ask(theirs, last);
        ask(ours, last);
        Asked hash = new Asked("etcdserverpb.Maintenance/HashKV",
                HashKVRequest.getDefaultInstance(), HashKVResponse.getDefaultInstance());
        JsonObject expected = ask(theirs, hash);
        JsonObject got = ask(ours, hash);
        // A field that 3.4 does not have.
        got.getAsJsonObject("resp").remove("hash_revision");
        expected.getAsJsonObject("resp").remove("hash_revision");
        return compare(REQUESTS, hash, expected, got);
    }

    private static JsonObject ask(Rpc rpc, Asked asked) throws InvalidProtocolBufferException {
        JsonObject answer = new JsonObject();
        try {
            Message response = rpc.unary(asked.method(), asked.request(), asked.like());
            answer.add("resp", JsonParser.parseString(PRINTER.print(response)));
        } catch (StatusRuntimeException refusal) {
            JsonObject error = new JsonObject();
            error.addProperty("code", refusal.getStatus().getCode().value());
            error.addProperty("message", refusal.getStatus().getDescription());
            answer.add("err", error);
        }
        return answer;
    }

    /// Which of two faults in one txn is named is another in 3.4 than in 3.7.
    private static boolean refusedByBoth(Asked asked, JsonObject expected, JsonObject got) {
        return isOld() && asked.request() instanceof TxnRequest
                && expected.has("err") && got.has("err");
    }

    /// Leases with one deadline, the keys of a lease, and pairs that are sorted by what they may
    /// have in common come in any order.
    private static String unordered(Asked asked) {
        return asked.request().toString().contains("sort_target")
                ? "[\"leases\", \"keys\", \"kvs\"]" : "[\"leases\", \"keys\"]";
    }

    private static Optional<String> compare(
            int n, Asked asked, JsonObject expected, JsonObject got) {
        if (refusedByBoth(asked, expected, got)) {
            return Optional.empty();
        }
        JsonObject step = expected.deepCopy();
        step.addProperty("n", n);
        step.addProperty("rpc", asked.method());
        step.add("unordered", JsonParser.parseString(unordered(asked)));
        return Differences.of("random", JsonParser.parseString(MASKS).getAsJsonObject(),
                        new Saved())
                .find(step, got)
                .map(difference -> difference + "\nrequest: " + asked.request());
    }

    private static long revision(JsonObject answer) {
        if (!answer.has("resp") || !answer.getAsJsonObject("resp").has("header")) {
            return 0;
        }
        JsonObject header = answer.getAsJsonObject("resp").getAsJsonObject("header");
        return header.has("revision") ? header.get("revision").getAsLong() : 0;
    }
}
