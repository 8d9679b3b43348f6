package kv.api.spi.console;

import java.net.URI;
import java.util.function.Supplier;
import kv.api.spi.client.ClientSession;

/// How a console is found (ServiceLoader) and started. Stateless.
public interface ConsoleProvider {

    /// Name for the start-up plan.
    String name();

    /// Starts the console.
    ///
    /// @param address where to listen, loopback only; port 0 takes a free one
    /// @param session the cluster to show; closed by the caller
    /// @param metrics the member's metrics in Prometheus' text form, read anew at each call
    /// @return the running console
    /// @throws java.io.UncheckedIOException when the address cannot be bound
    Console start(URI address, ClientSession session, Supplier<String> metrics);

    /// A running console.
    interface Console extends AutoCloseable {

        /// Where it listens, with the port that was taken.
        URI address();

        @Override
        void close();
    }
}
