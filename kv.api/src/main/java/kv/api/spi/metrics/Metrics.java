package kv.api.spi.metrics;

import java.net.URI;
import java.util.List;
import kv.api.spi.http.HttpHandler;

/// One member's metrics: where they are counted and how they are read.
public interface Metrics extends AutoCloseable {

    /// Where modules count.
    MetricRegistry registry();

    /// `/metrics` for the client port.
    HttpHandler handler();

    /// Opens a listener of its own for `/metrics` and `also`, `--listen-metrics-urls`.
    ///
    /// @param url `http://host:port`; port 0 takes a free one
    /// @param also handlers served beside `/metrics`, such as `/health`
    /// @return the URL with the port that was taken
    /// @throws java.io.UncheckedIOException when the address cannot be bound
    URI listen(URI url, List<HttpHandler> also);

    /// Closes the listeners.
    @Override
    void close();
}
