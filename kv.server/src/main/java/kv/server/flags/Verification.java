package kv.server.flags;

import java.net.URI;
import java.util.List;
import java.util.Set;
import kv.server.config.RefusedStart;

/// What flags must fulfil together, each rule with etcd's text, and what is not served yet.
final class Verification {

    private static final long MAX_ELECTION_MS = 50_000;
    private static final long RATIO = 5;
    private static final String LATER = " is not supported yet";

    private final FlagValues values;

    Verification(FlagValues values) {
        this.values = values;
    }

    /// Checks everything, in etcd's order.
    ///
    /// @throws RefusedStart on the first rule that is broken
    void check() {
        checkLog();
        checkAddresses();
        checkDiscovery();
        checkTiming();
        checkCompaction();
        checkServed();
    }

    private void checkLog() {
        String logger = values.text("logger");
        if (logger.equals("capnslog")) {
            throw refused("--logger=capnslog is removed in v3.5");
        }
        if (!logger.equals("zap")) {
            throw refused("unknown logger option \"" + logger + "\"");
        }
        String format = values.text("log-format");
        if (!Set.of("", "json", "console").contains(format)) {
            throw refused("unknown log format: " + format + ", supported values json, console");
        }
        List<String> outputs = values.words("log-outputs");
        if (outputs.contains("default") && outputs.size() > 1) {
            throw refused("multi logoutput for \"default\" is not supported yet");
        }
        if (outputs.contains("systemd/journal")) {
            throw refused("--log-outputs=systemd/journal" + LATER);
        }
        if (outputs.contains("")) {
            throw refused("open sink \"\": open : no such file or directory");
        }
    }

    private void checkAddresses() {
        checkBindable("listen-peer-urls");
        checkBindable("listen-client-urls");
        checkBindable("listen-client-http-urls");
        checkBindable("listen-metrics-urls");
        checkBindable("listen-admin-urls");
        for (URI url : values.urls("initial-advertise-peer-urls")) {
            if (hostMissing(url)) {
                throw refused("--initial-advertise-peer-urls \"" + url + "\" must be \"host:port\" "
                        + "(unexpected empty host (" + url + "))");
            }
        }
        for (URI url : values.urls("advertise-client-urls")) {
            if (hostMissing(url)) {
                throw refused("--advertise-client-urls \"" + url + "\" must be in the format "
                        + "\"host:port\", \"unix:/path/to/socket\" or \"unixs:/path/to/socket\" "
                        + "(unexpected empty host (" + url + "))");
            }
        }
        if (values.given("listen-client-urls") && !values.given("advertise-client-urls")) {
            throw RefusedStart.because("advertise client URLs are not set",
                    "--advertise-client-urls is required when --listen-client-urls is set "
                            + "explicitly")
                    .advise("add --advertise-client-urls with the addresses that clients use, such "
                            + "as --advertise-client-urls=" + values.text("listen-client-urls"));
        }
    }

    private void checkBindable(String name) {
        for (URI url : values.urls(name)) {
            if (!UrlText.bindable(url)) {
                throw refused("expected IP in URL for binding (" + url + ")");
            }
        }
    }

    private static boolean hostMissing(URI url) {
        return url.getScheme().startsWith("http") && UrlText.host(url).isEmpty();
    }

    private void checkDiscovery() {
        if (values.text("discovery-fallback").equals("proxy")) {
            throw refused("v2 proxy is deprecated, and --discovery-fallback can't be configured as "
                    + "\"proxy\"");
        }
        boolean token = values.given("discovery-token");
        boolean endpoints = values.given("discovery-endpoints");
        int sources = (values.given("initial-cluster") ? 1 : 0)
                + (token || endpoints ? 1 : 0) + (values.given("discovery-srv") ? 1 : 0);
        if (sources > 1) {
            throw refused("multiple discovery or bootstrap flags are set. Choose one of "
                    + "\"initial-cluster\", \"discovery-endpoints\" or \"discovery-srv\"");
        }
        if (token != endpoints) {
            throw refused("both --discovery-token and --discovery-endpoints must be set");
        }
        if (endpoints && values.words("discovery-endpoints").contains("")) {
            throw refused("--discovery-endpoints must not contain empty endpoints");
        }
    }

    private void checkTiming() {
        long heartbeatMs = values.number("heartbeat-interval");
        long electionMs = values.number("election-timeout");
        if (heartbeatMs == 0) {
            throw refused("--heartbeat-interval must be >0 (set to 0ms)");
        }
        if (electionMs == 0) {
            throw refused("--election-timeout must be >0 (set to 0ms)");
        }
        if (electionMs / RATIO < heartbeatMs) {
            throw refused("--election-timeout[" + electionMs + "ms] should be at least as 5 times "
                    + "as --heartbeat-interval[" + heartbeatMs + "ms]");
        }
        if (electionMs > MAX_ELECTION_MS) {
            throw refused("--election-timeout[" + electionMs + "ms] is too long, and should be set "
                    + "less than 50000ms");
        }
    }

    private void checkCompaction() {
        String mode = values.text("auto-compaction-mode");
        if (mode.isEmpty()) {
            throw refused("undefined auto-compaction-mode");
        }
        if (!Set.of("periodic", "revision").contains(mode)) {
            throw refused("unknown auto-compaction-mode \"" + mode + "\"");
        }
        if (values.durationNs("compact-hash-check-time") <= 0) {
            throw refused("--compact-hash-check-time must be >0 (set to "
                    + values.text("compact-hash-check-time") + ")");
        }
    }

    /// A flag that would change nothing must not look as if it did.
    private void checkServed() {
        for (String name : values.names()) {
            Flag flag = FlagTable.find(name).orElseThrow();
            if (flag.treatment() == Flag.Treatment.LATER && !values.standard(name)) {
                throw refused("--" + name + LATER)
                        .advise("leave out --" + name + " (" + flag.variable() + ")");
            }
        }
        for (String name : List.of("listen-peer-urls", "listen-client-urls",
                "listen-metrics-urls", "listen-admin-urls")) {
            boolean sockets = name.equals("listen-client-urls");
            for (URI url : values.urls(name)) {
                boolean unix = sockets && url.getScheme().equals("unix");
                if (!unix && !url.getScheme().equals("http")) {
                    throw refused("--" + name + ": " + url.getScheme() + "://" + LATER
                            + " (" + url + ")").advise("use an http:// URL");
                }
            }
        }
        for (URI url : values.urls("listen-admin-urls")) {
            if (!UrlText.loopback(url)) {
                throw refused("--listen-admin-urls: the console has no login yet, so it opens on "
                        + "loopback alone (" + url + ")")
                        .advise("use http://127.0.0.1:PORT, and a tunnel from elsewhere");
            }
        }
    }

    private static RefusedStart refused(String reason) {
        return RefusedStart.because(EnvironmentReader.REFUSAL, reason);
    }
}
