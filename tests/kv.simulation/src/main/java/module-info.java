/// Whole members on a simulated clock, disk and network: the real Raft core, store and loops, run
/// turn by turn from one printed seed, with judges that watch every step.
///
/// Open, because JUnit looks into the test classes by reflection, and a module, because on the
/// class path no provider of the modules would be found.
open module kv.simulation {
    requires kv.api;
    requires kv.plugin.storage.heap;
    requires kv.raft;
    requires kv.server;
    requires kv.store;
    requires kv.transport;
    requires com.google.protobuf;
    requires java.logging;
}
