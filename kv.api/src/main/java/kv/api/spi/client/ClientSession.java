package kv.api.spi.client;

import kv.api.service.Services;

/// Connections to a cluster's members. Thread-safe.
public interface ClientSession extends AutoCloseable {

    /// The services over whichever endpoint answers; all of etcd's are there.
    Services services();

    /// The services of exactly one endpoint, for calls about that member (`Status`, `HashKV`).
    Services servicesOf(String endpoint);

    /// Waits until an endpoint is connected.
    ///
    /// @return false when none was within the dial timeout
    boolean awaitConnected();

    @Override
    void close();
}
