package kv.plugin.protocol.grpc.method;

import java.util.List;
import java.util.stream.Stream;

/// The whole table: every method of etcd 3.7's gRPC services. Immutable.
public final class Methods {

    /// All rows, by service.
    public static final List<Method<?, ?, ?>> ALL = Stream.of(
            KvMethods.ALL, WatchMethods.ALL, LeaseMethods.ALL, ClusterMethods.ALL,
            MaintenanceMethods.ALL, AuthMethods.ALL, LockMethods.ALL, ElectionMethods.ALL,
            HealthMethods.ALL).<Method<?, ?, ?>>flatMap(List::stream).toList();

    private Methods() {
    }
}
