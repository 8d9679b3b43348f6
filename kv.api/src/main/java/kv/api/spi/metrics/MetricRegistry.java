package kv.api.spi.metrics;

import java.util.Map;
import java.util.function.DoubleSupplier;

/// Where series are bound. Thread-safe; asking twice for the same series gives the same one.
public interface MetricRegistry {

    /// A registry that counts nothing, for tests and tools.
    static MetricRegistry none() {
        return NoMetrics.INSTANCE;
    }

    /// A count that only grows.
    ///
    /// @param labels names and values, in the order in which they are shown; empty for none
    Counter counter(String name, String help, Map<String, String> labels);

    /// A value that is set.
    Gauge gauge(String name, String help, Map<String, String> labels);

    /// A value that is read when metrics are scraped; `value` must not block.
    void gauge(String name, String help, Map<String, String> labels, DoubleSupplier value);

    /// A count that is read when metrics are scraped; `value` must not block.
    void counter(String name, String help, Map<String, String> labels, DoubleSupplier value);

    /// A distribution.
    ///
    /// @param buckets upper bounds in ascending order, without infinity
    Histogram histogram(String name, String help, Map<String, String> labels, double... buckets);

    /// A count that only grows. Any thread.
    interface Counter {

        /// Adds `amount`, at least 0.
        void add(double amount);

        /// Adds one.
        default void increment() {
            add(1);
        }
    }

    /// A value that goes up and down. Any thread.
    interface Gauge {

        /// Sets the value.
        void set(double value);
    }

    /// A distribution of observations. Any thread.
    interface Histogram {

        /// Counts one observation, in the unit that the series is named by.
        void observe(double value);
    }
}
