package kv.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kv.api.spi.http.HttpExchange;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.server.log.Log;
import kv.server.member.RunningMember;
import kv.transport.http.PlainText;

/// `/health`: one word and a reason. An alarm comes first, then a missing leader, then a read that
/// fails. `?exclude=NOSPACE` passes over an alarm; `?serializable=true` asks for no leader.
public final class HealthHandler implements HttpHandler {

    private static final Log LOG = Log.of(HealthHandler.class);
    private static final String PATH = "/health";
    private static final Set<String> KNOWN_ALARMS = Set.of("NOSPACE", "CORRUPT");
    private static final Map<String, String> TEXT =
            Map.of("Content-Type", "text/plain; charset=utf-8");

    private final RunningMember member;
    private final MetricRegistry.Counter successes;
    private final MetricRegistry.Counter failures;

    /// @param member the one that is asked
    /// @param metrics where answers are counted
    public HealthHandler(RunningMember member, MetricRegistry metrics) {
        this.member = member;
        this.successes = metrics.counter("etcd_server_health_success",
                "The total number of successful health checks", Map.of());
        this.failures = metrics.counter("etcd_server_health_failures",
                "The total number of failed health checks", Map.of());
    }

    @Override
    public Set<String> prefixes() {
        return Set.of(PATH);
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (!exchange.path().equals(PATH)) {
            PlainText.notFound(exchange);
        } else if (!exchange.method().equals("GET")) {
            PlainText.methodNotAllowed(exchange, "GET");
        } else {
            judge(exchange);
        }
    }

    private void judge(HttpExchange exchange) {
        boolean serializable = exchange.query().getOrDefault("serializable", List.of())
                .stream().findFirst().filter("true"::equals).isPresent();
        Optional<String> alarm = alarm(exchange.query().getOrDefault("exclude", List.of()));
        if (alarm.isPresent()) {
            fail(exchange, alarm.get(), "serving /health false due to an alarm");
        } else if (!serializable && !member.hasLeader()) {
            fail(exchange, "RAFT NO LEADER", "serving /health false; no leader");
        } else {
            member.probe(serializable).whenComplete((read, failure) -> {
                if (failure == null) {
                    successes.increment();
                    exchange.respond(200, TEXT, body(true, ""));
                } else {
                    fail(exchange, "RANGE ERROR:" + Probes.reason(failure),
                            "serving /health false; Range fails");
                }
            });
        }
    }

    private Optional<String> alarm(List<String> excluded) {
        Set<String> raised = new TreeSet<>(member.alarms());
        excluded.forEach(name -> {
            if (!raised.remove(name)) {
                LOG.warn("fail exclude alarm from health check", "exclude alarm", name);
            }
        });
        return raised.stream().findFirst()
                .map(name -> "ALARM " + (KNOWN_ALARMS.contains(name) ? name : "UNKNOWN"));
    }

    private void fail(HttpExchange exchange, String reason, String message) {
        failures.increment();
        LOG.warn(message, "reason", reason);
        PlainText.error(exchange, 503,
                new String(body(false, reason), StandardCharsets.UTF_8));
    }

    private static byte[] body(boolean healthy, String reason) {
        String quoted = reason.replace("\\", "\\\\").replace("\"", "\\\"");
        return ("{\"health\":\"" + healthy + "\",\"reason\":\"" + quoted + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
