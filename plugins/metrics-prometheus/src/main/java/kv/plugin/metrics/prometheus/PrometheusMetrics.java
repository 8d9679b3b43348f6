package kv.plugin.metrics.prometheus;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import kv.api.spi.http.HttpHandler;
import kv.api.spi.metrics.MetricRegistry;
import kv.api.spi.metrics.Metrics;

/// One member's metrics with a registry of their own. Thread-safe.
final class PrometheusMetrics implements Metrics {

    private final PrometheusRegistry registry;
    private final MetricsHandler handler;
    private final List<MetricsListener> listeners = new ArrayList<>();

    PrometheusMetrics() {
        var library = new CollectorRegistry(true);
        exportProcess(library);
        registry = new PrometheusRegistry(library);
        handler = new MetricsHandler(new Exposition(library, registry::shownName), registry);
    }

    private static void exportProcess(CollectorRegistry library) {
        library.register(new StandardExports());
        library.register(new ProcessExports());
        library.register(new MemoryPoolsExports());
        library.register(new BufferPoolsExports());
        library.register(new GarbageCollectorExports());
        library.register(new ThreadExports());
        library.register(new ClassLoadingExports());
        library.register(new VersionInfoExports());
    }

    @Override
    public MetricRegistry registry() {
        return registry;
    }

    @Override
    public HttpHandler handler() {
        return handler;
    }

    @Override
    public synchronized URI listen(URI url, List<HttpHandler> also) {
        List<HttpHandler> all = new ArrayList<>(also);
        all.add(handler);
        MetricsListener listener = MetricsListener.open(url, all);
        listeners.add(listener);
        return listener.url();
    }

    @Override
    public synchronized void close() {
        listeners.forEach(MetricsListener::close);
        listeners.clear();
    }
}
