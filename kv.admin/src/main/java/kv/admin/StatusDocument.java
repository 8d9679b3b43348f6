package kv.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import kv.api.pb.etcdserverpb.StatusResponse;

/// What `/api/status` says. Ids are hex strings, because a browser's numbers end at 2^53; counts
/// grow, and the page makes rates of them. What is not known is left out.
///
/// @param view one look at the cluster
/// @param measured one scrape of the metrics
/// @param ownReads reads that the console itself has asked for
/// @param atMs when, on a clock that only serves for differences
record StatusDocument(ClusterView view, Measurements measured, long ownReads, long atMs) {

    /// Names in the document, of series that have no labels.
    private static final Map<String, String> FIGURES = Map.of(
            "keys", "etcd_debugging_mvcc_keys_total",
            "leases", "kvd_leases",
            "watchers", "etcd_debugging_mvcc_watcher_total",
            "residentBytes", "process_resident_memory_bytes",
            "startSeconds", "process_start_time_seconds",
            "cpuSeconds", "process_cpu_seconds_total",
            "leaderChanges", "etcd_server_leader_changes_seen_total",
            "fsyncSeconds", "etcd_disk_wal_fsync_duration_seconds_sum",
            "fsyncs", "etcd_disk_wal_fsync_duration_seconds_count");

    String json() {
        var document = new JsonObject();
        document.addProperty("atMs", atMs);
        document.add("verdict", verdict());
        if (view.silence().isEmpty()) {
            document.add("cluster", cluster());
            document.add("members", members());
            document.add("alarms", alarms());
        }
        document.add("figures", figures());
        document.add("calls", calls());
        return document.toString();
    }

    private JsonObject verdict() {
        Verdict verdict = Verdict.of(view);
        var json = new JsonObject();
        json.addProperty("level", verdict.level().name().toLowerCase(Locale.ROOT));
        json.addProperty("sentence", verdict.sentence());
        json.addProperty("advice", verdict.advice());
        return json;
    }

    private JsonObject cluster() {
        var json = new JsonObject();
        json.addProperty("id", Long.toHexString(view.clusterId()));
        json.addProperty("answering", Long.toHexString(view.answeringId()));
        if (view.leaderId() != 0) {
            json.addProperty("leader", view.member(view.leaderId()).map(MemberView::shownName)
                    .orElse(Long.toHexString(view.leaderId())));
        }
        json.addProperty("term", view.term());
        json.addProperty("revision", view.revision());
        if (view.read().failure().isEmpty()) {
            json.addProperty("readMicros", view.read().micros());
        }
        return json;
    }

    private JsonArray members() {
        var json = new JsonArray();
        view.members().forEach(member -> json.add(member(member)));
        return json;
    }

    private JsonObject member(MemberView member) {
        var json = new JsonObject();
        json.addProperty("id", member.hexId());
        json.addProperty("name", member.name());
        json.addProperty("role", role(member));
        var urls = new JsonArray();
        member.clientUrls().forEach(urls::add);
        json.add("clientUrls", urls);
        member.silence().ifPresent(silence -> json.addProperty("silence", silence));
        member.status().ifPresent(status -> addStatus(status, json));
        return json;
    }

    private String role(MemberView member) {
        if (member.id() == view.leaderId()) {
            return "leader";
        }
        return member.learner() ? "learner" : "follower";
    }

    private static void addStatus(StatusResponse status, JsonObject json) {
        json.addProperty("version", status.getVersion());
        json.addProperty("dbBytes", status.getDbSize());
        json.addProperty("dbUsedBytes", status.getDbSizeInUse());
        if (status.getDbSizeQuota() > 0) {
            json.addProperty("quotaBytes", status.getDbSizeQuota());
        }
        json.addProperty("raftIndex", status.getRaftIndex());
        json.addProperty("appliedIndex", status.getRaftAppliedIndex());
        var errors = new JsonArray();
        status.getErrorsList().forEach(errors::add);
        json.add("errors", errors);
    }

    private JsonArray alarms() {
        var json = new JsonArray();
        for (ClusterView.Alarm alarm : view.alarms()) {
            var entry = new JsonObject();
            entry.addProperty("kind", alarm.kind());
            entry.addProperty("member", view.member(alarm.memberId())
                    .map(MemberView::shownName).orElse(Long.toHexString(alarm.memberId())));
            json.add(entry);
        }
        return json;
    }

    private JsonObject figures() {
        var json = new JsonObject();
        FIGURES.forEach((name, series) -> {
            OptionalDouble value = measured.value(series);
            value.ifPresent(number -> json.addProperty(name, number));
        });
        return json;
    }

    private JsonObject calls() {
        var json = new JsonObject();
        measured.calls().forEach((method, count) -> json.addProperty(method,
                method.equals("Range") ? Math.max(0, count - ownReads) : count));
        return json;
    }
}
