/// The wire's words and the contracts of kvd.
///
/// Three things live here, to be read in this order:
///
/// 1. etcd's messages, generated from the `.proto` files of `src/main/protobuf` into
///    `kv.api.pb.<etcd package>`, with etcd's package names, message names and field numbers.
/// 2. etcd's services as Java interfaces over these messages, and the table of its errors.
/// 3. The contracts of plugins, one package each under `kv.api.spi`.
///
/// Deliberately not here: an implementation of anything, gRPC stubs (they would split this
/// module's packages and tie every module to one gRPC library), threads, sockets and files.
module kv.api {
    // Not transitive: a plugin layer may bring a protobuf runtime of its own.
    requires com.google.protobuf;

    exports kv.api;
    exports kv.api.pb.authpb;
    exports kv.api.pb.etcdserverpb;
    exports kv.api.pb.health;
    exports kv.api.pb.membershippb;
    exports kv.api.pb.mvccpb;
    exports kv.api.pb.raftpb;
    exports kv.api.pb.snappb;
    exports kv.api.pb.v3electionpb;
    exports kv.api.pb.v3lockpb;
    exports kv.api.pb.walpb;
    exports kv.api.service;
    exports kv.api.spi.authentication;
    exports kv.api.spi.client;
    exports kv.api.spi.console;
    exports kv.api.spi.http;
    exports kv.api.spi.metrics;
    exports kv.api.spi.protocol;
    exports kv.api.spi.storage;
    exports kv.api.spi.transport;
}
