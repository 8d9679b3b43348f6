/// The server: configuration, the loops around the Raft core, apply, the services, membership, and
/// the assembly that puts the parts together and starts them.
///
/// Deliberately not here: any plugin, third-party engine or web framework by name. The assembly
/// finds them by the contracts of `kv.api.spi`, and this descriptor says which.
module kv.server {
    requires kv.api;
    requires kv.raft;
    requires kv.store;
    requires kv.transport;
    requires com.google.gson;
    requires com.google.protobuf;
    requires info.picocli;
    requires java.logging;
    requires java.management;

    // Its commands are read off their annotations.
    opens kv.server.snapshot to info.picocli;

    // The catalog asks for one kind at a time; what nobody asks for is never loaded.
    uses kv.api.spi.client.ClientProvider; // the console's way to the cluster
    uses kv.api.spi.console.ConsoleProvider; // --listen-admin-urls
    uses kv.api.spi.http.HttpHandlerProvider; // more paths on the client port
    uses kv.api.spi.metrics.MetricsProvider; // what counts, and /metrics
    uses kv.api.spi.protocol.ProtocolProvider; // gRPC on the client port
    uses kv.api.spi.storage.StorageProvider; // --storage-engine
    uses kv.api.spi.transport.TransportProvider; // schemes of listen URLs
}
