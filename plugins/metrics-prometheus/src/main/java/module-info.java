/// Counts for the server in Prometheus' library and renders `/metrics`, on the client port and, if
/// one is asked for, on a listener of its own.
///
/// This is the only module that knows the library; all others count through `kv.api.spi.metrics`.
module kv.plugin.metrics.prometheus {
    requires kv.api;
    requires jdk.httpserver;
    requires simpleclient;
    requires simpleclient.common;
    requires simpleclient.hotspot;
}
