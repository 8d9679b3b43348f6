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
}
