package kv.server.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.server.log.Log;
import kv.server.member.RunningMember;
import kv.transport.http.PlainText;

/// `/livez` and `/readyz`: a set of named checks each, all of them on the path itself, one on the
/// path below (`/readyz/linearizable_read`). `?verbose` shows every check, `?exclude=NAME` leaves
/// one out. Lines come in the order of the names; etcd's come in any.
public final class CheckHandler implements HttpHandler {

    private static final Log LOG = Log.of(CheckHandler.class);

    private final String path;
    private final SortedMap<String, Supplier<CompletableFuture<Void>>> checks;
    private final MetricRegistry metrics;

    private CheckHandler(
            String path, SortedMap<String, Supplier<CompletableFuture<Void>>> checks,
            MetricRegistry metrics) {
        this.path = path;
        this.checks = checks;
        this.metrics = metrics;
    }

    /// `/livez`: the member reads its own state. It need not know a leader.
    public static CheckHandler live(RunningMember member, MetricRegistry metrics) {
        return new CheckHandler("/livez",
                new TreeMap<>(Map.of("serializable_read", () -> member.probe(true))), metrics);
    }

    /// `/readyz`: the member can answer whatever clients ask.
    public static CheckHandler ready(RunningMember member, MetricRegistry metrics) {
        return new CheckHandler("/readyz", new TreeMap<>(Map.of(
                "data_corruption", () -> unless(
                        member.alarms().contains("CORRUPT"), "alarm activated: CORRUPT"),
                "serializable_read", () -> member.probe(true),
                "linearizable_read", () -> member.probe(false),
                "non_learner", () -> unless(member.learner(), "not supported for learner"))),
                metrics);
    }

    private static CompletableFuture<Void> unless(boolean failed, String reason) {
        return failed ? CompletableFuture.failedFuture(new IllegalStateException(reason))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(path);
    }

    @Override
    public void handle(HttpExchange exchange) {
        Optional<Set<String>> chosen = chosen(exchange);
        if (chosen.isEmpty()) {
            PlainText.notFound(exchange);
        } else if (!exchange.method().equals("GET")) {
            PlainText.methodNotAllowed(exchange, "GET");
        } else {
            run(exchange, chosen.get());
        }
    }

    private Optional<Set<String>> chosen(HttpExchange exchange) {
        if (!exchange.path().equals(path)) {
            String name = exchange.path().substring(path.length() + 1);
            return checks.containsKey(name) ? Optional.of(Set.of(name)) : Optional.empty();
        }
        List<String> excluded = exchange.query().getOrDefault("exclude", List.of());
        if (!checks.keySet().containsAll(excluded)) {
            LOG.warn("some health checks cannot be excluded", "missing-health-checks",
                    excluded.stream().filter(name -> !checks.containsKey(name)).toList());
        }
        return Optional.of(checks.keySet().stream()
                .filter(name -> !excluded.contains(name)).collect(Collectors.toSet()));
    }

    private void run(HttpExchange exchange, Set<String> chosen) {
        Map<String, CompletableFuture<Void>> running = new LinkedHashMap<>();
        checks.forEach((name, check) -> {
            if (chosen.contains(name)) {
                running.put(name, check.get());
            }
        });
        CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new))
                .whenComplete((all, failure) -> answer(exchange, running));
    }

    private void answer(HttpExchange exchange, Map<String, CompletableFuture<Void>> done) {
        var lines = new StringBuilder();
        boolean healthy = true;
        for (Map.Entry<String, CompletableFuture<Void>> check : done.entrySet()) {
            Optional<String> failure = check.getValue()
                    .handle((ok, thrown) -> Optional.ofNullable(thrown).map(Probes::reason)).join();
            count(check.getKey(), failure.isEmpty());
            healthy &= failure.isEmpty();
            lines.append(failure.map(reason -> "[-]" + check.getKey() + " failed: " + reason)
                    .orElse("[+]" + check.getKey() + " ok")).append('\n');
        }
        if (healthy) {
            boolean verbose = exchange.query().containsKey("verbose");
            exchange.respond(200, headers(),
                    ((verbose ? lines : "") + "ok\n").getBytes(StandardCharsets.UTF_8));
        } else {
            LOG.warn("Health check error", "path", path, "reason", lines.toString().strip());
            PlainText.error(exchange, 503, lines.toString());
        }
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    /// Series with labels appear with their first use, as etcd's do.
    private void count(String name, boolean success) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("type", path);
        labels.put("name", name);
        metrics.gauge("etcd_server_healthcheck", "The result of each kind of healthcheck.", labels)
                .set(success ? 1 : 0);
        labels.put("status", success ? "success" : "error");
        metrics.counter("etcd_server_healthchecks_total", "The total number of each kind of "
                + "healthcheck.", labels).increment();
    }
}
