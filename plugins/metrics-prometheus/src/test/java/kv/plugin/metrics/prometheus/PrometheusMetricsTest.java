package kv.plugin.metrics.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.client.CollectorRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {

    private final CollectorRegistry library = new CollectorRegistry(true);
    private final PrometheusRegistry registry = new PrometheusRegistry(library);
    private final Exposition exposition = new Exposition(library, registry::shownName);

    @Nested
    class Text {

        @Test
        void keepsEachCountersNameAsItWasBound() {
            registry.counter("a_total", "With.", Map.of()).add(2);
            registry.counter("b_success", "Without.", Map.of()).increment();
            assertEquals("""
                    # HELP a_total With.
                    # TYPE a_total counter
                    a_total 2
                    # HELP b_success Without.
                    # TYPE b_success counter
                    b_success 1
                    """, exposition.text());
        }

        @Test
        void keepsTotalInTheNameOfAGauge() {
            registry.gauge("written_total", "Bytes.", Map.of()).set(1_048_576);
            assertEquals("""
                    # HELP written_total Bytes.
                    # TYPE written_total gauge
                    written_total 1.048576e+06
                    """, exposition.text());
        }

        @Test
        void showsABoundCounterBeforeItsFirstUse() {
            registry.counter("a_total", "A.", Map.of("code", "200"));
            assertTrue(exposition.text().endsWith("a_total{code=\"200\"} 0\n"));
        }

        @Test
        void writesBucketsAsGoDoes() {
            registry.histogram("h", "H.", Map.of(), 0.001, 1, 1_048_576).observe(0.5);
            assertEquals("""
                    # HELP h H.
                    # TYPE h histogram
                    h_bucket{le="0.001"} 0
                    h_bucket{le="1"} 1
                    h_bucket{le="1.048576e+06"} 1
                    h_bucket{le="+Inf"} 1
                    h_count 1
                    h_sum 0.5
                    """, exposition.text());
        }

        @Test
        void sortsFamiliesAndSeries() {
            registry.gauge("z", "Z.", Map.of()).set(1);
            registry.gauge("a", "A.", Map.of("l", "2")).set(1);
            registry.gauge("a", "A.", Map.of("l", "1")).set(1);
            assertEquals(List.of("a{l=\"1\"} 1", "a{l=\"2\"} 1", "z 1"),
                    exposition.text().lines().filter(line -> !line.startsWith("#")).toList());
        }

        @Test
        void escapesHelpAndLabels() {
            registry.gauge("a", "x\\y\n\"z\"", Map.of("l", "x\\y\n\"z\"")).set(1);
            assertEquals("""
                    # HELP a x\\\\y\\n"z"
                    # TYPE a gauge
                    a{l="x\\\\y\\n\\"z\\""} 1
                    """, exposition.text());
        }

        @Test
        void readsSuppliedValuesAtEachScrape() {
            double[] value = {1};
            registry.gauge("g", "G.", Map.of(), () -> value[0]);
            registry.counter("c_total", "C.", Map.of("l", "x"), () -> value[0] * 2);
            value[0] = 3;
            assertTrue(exposition.text().contains("\ng 3\n"));
            assertTrue(exposition.text().contains("\nc_total{l=\"x\"} 6\n"));
        }
    }

    @Nested
    class Binding {

        @Test
        void givesTheSameSeriesTwice() {
            registry.counter("a_total", "A.", Map.of("l", "1")).increment();
            registry.counter("a_total", "A.", Map.of("l", "1")).increment();
            assertTrue(exposition.text().endsWith("a_total{l=\"1\"} 2\n"));
        }

        @Test
        void refusesAnotherKindOrOtherLabels() {
            registry.counter("a_total", "A.", Map.of("l", "1"));
            assertThrows(IllegalArgumentException.class,
                    () -> registry.gauge("a_total", "A.", Map.of("l", "1")));
            Map<String, String> two = new LinkedHashMap<>();
            two.put("l", "1");
            two.put("m", "2");
            assertThrows(IllegalArgumentException.class,
                    () -> registry.counter("a_total", "A.", two));
        }
    }

    @Test
    void showsTheProcess() {
        String text = scraped(new PrometheusMetrics());
        for (String name : List.of("process_cpu_seconds_total", "process_open_fds",
                "process_max_fds", "process_resident_memory_bytes", "process_virtual_memory_bytes",
                "process_virtual_memory_max_bytes", "process_start_time_seconds",
                "process_network_receive_bytes_total", "process_network_transmit_bytes_total",
                "os_fd_used", "os_fd_limit", "promhttp_metric_handler_requests_in_flight",
                "jvm_threads_current")) {
            assertTrue(text.contains("\n" + name + " "), name);
        }
        assertTrue(text.contains("\npromhttp_metric_handler_requests_total{code=\"200\"} 0\n"));
        assertFalse(text.contains("_created"));
    }

    private static String scraped(PrometheusMetrics metrics) {
        var exchange = new RecordedExchange("GET", "/metrics", Map.of());
        metrics.handler().handle(exchange);
        return exchange.text();
    }
}
