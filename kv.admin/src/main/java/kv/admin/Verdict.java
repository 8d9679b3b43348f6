package kv.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kv.api.pb.etcdserverpb.StatusResponse;

/// The state of the cluster in one sentence, with what to do about it.
///
/// @param level how bad it is
/// @param sentence for the operator
/// @param advice the safe next step; empty when there is nothing to do
record Verdict(Level level, String sentence, String advice) {

    /// Above this share of the quota, space is a concern.
    private static final double FULL = 0.8;

    /// How bad it is, from good to bad.
    enum Level { HEALTHY, CONCERN, DEGRADED, DOWN }

    /// Judges by the worst that is the case.
    static Verdict of(ClusterView view) {
        if (view.silence().isPresent()) {
            return new Verdict(Level.DOWN,
                    "The server does not answer: " + view.silence().get() + ".",
                    "The page goes on asking. See whether the server runs, and its log.");
        }
        if (view.leaderId() == 0) {
            return new Verdict(Level.DEGRADED,
                    "The cluster has no leader, so it takes no writes and no linearizable reads.",
                    "See that more than half of the voting members run and reach each other.");
        }
        List<Verdict> faults = new ArrayList<>();
        alarms(view, faults);
        reads(view, faults);
        silentMembers(view, faults);
        versions(view, faults);
        space(view, faults);
        return faults.isEmpty() ? healthy(view) : faults.getFirst();
    }

    private static void alarms(ClusterView view, List<Verdict> faults) {
        if (has(view, "CORRUPT")) {
            faults.add(new Verdict(Level.DEGRADED,
                    "Members differ in their data (alarm CORRUPT); the cluster refuses requests.",
                    "Compare the members' hashes, then replace the member that differs."));
        }
        if (has(view, "NOSPACE")) {
            faults.add(new Verdict(Level.DEGRADED,
                    "The cluster is read-only: its space quota is used up (alarm NOSPACE).",
                    "Compact, defragment if needed, then disarm the alarm."));
        }
    }

    private static boolean has(ClusterView view, String kind) {
        return view.alarms().stream().anyMatch(alarm -> alarm.kind().equals(kind));
    }

    private static void reads(ClusterView view, List<Verdict> faults) {
        // Being denied shows that the cluster agreed on who may read.
        view.read().failure().filter(failure -> !failure.contains("permission denied")
                && !failure.contains("user name is empty")).ifPresent(failure -> faults.add(
                new Verdict(Level.DEGRADED, "A linearizable read failed: " + failure + ".",
                        "See that more than half of the voting members answer.")));
    }

    private static void silentMembers(ClusterView view, List<Verdict> faults) {
        List<MemberView> silent = view.members().stream()
                .filter(member -> member.silence().isPresent()).toList();
        if (silent.isEmpty()) {
            return;
        }
        String names = silent.stream().map(MemberView::shownName)
                .collect(Collectors.joining(", "));
        int voters = view.voters().size();
        long answering = view.voters().stream()
                .filter(member -> member.silence().isEmpty()).count();
        faults.add(new Verdict(Level.DEGRADED,
                silent.size() + " of " + view.members().size() + " members do not answer ("
                        + names + "); " + answering + " of " + voters + " voters do, "
                        + (voters / 2 + 1) + " are needed.",
                "Start them again, or replace them if they are lost."));
    }

    private static void versions(ClusterView view, List<Verdict> faults) {
        List<String> versions = view.members().stream().flatMap(member -> member.status().stream())
                .map(StatusResponse::getVersion).distinct().sorted().toList();
        if (versions.size() > 1) {
            faults.add(new Verdict(Level.CONCERN,
                    "The cluster works, with members of different versions: "
                            + String.join(", ", versions) + ".",
                    "Finish the upgrade."));
        }
    }

    private static void space(ClusterView view, List<Verdict> faults) {
        for (MemberView member : view.members()) {
            member.status().filter(Verdict::isFull).ifPresent(status -> faults.add(new Verdict(
                    Level.CONCERN,
                    "The cluster works; member " + member.shownName() + " has used "
                            + Math.round(100.0 * status.getDbSize() / status.getDbSizeQuota())
                            + " % of its space quota.",
                    "Compact old revisions, or raise --quota-backend-bytes.")));
        }
    }

    private static boolean isFull(StatusResponse status) {
        return status.getDbSizeQuota() > 0
                && status.getDbSize() > FULL * status.getDbSizeQuota();
    }

    private static Verdict healthy(ClusterView view) {
        String leader = view.member(view.leaderId()).map(MemberView::shownName)
                .orElse(Long.toHexString(view.leaderId()));
        String sentence = view.members().size() == 1
                ? "Healthy: the only member, " + leader + ", leads and answers; no alarm is raised."
                : "Healthy: all " + view.members().size() + " members answer, " + leader
                        + " leads; no alarm is raised.";
        return new Verdict(Level.HEALTHY, sentence, "");
    }
}
