/// The browser console, over the same client session and metrics as any other client, so that it
/// shows nothing that the public interface does not know, and works against a real etcd, too.
///
/// Read [kv.admin]'s own introduction. The page itself, hand-written, is in the resources.
///
/// Deliberately not here: anything of the server. Without an address for it, no class of this
/// module is loaded.
module kv.admin {
    requires kv.api;
    requires com.google.gson;
    requires com.google.protobuf;
    requires io.javalin;
    // Javalin reads it by reflection; nothing else pulls it into the graph.
    requires java.management;
    // For settings of the web server that Javalin passes on.
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;

    // The console of --listen-admin-urls.
    provides kv.api.spi.console.ConsoleProvider with kv.admin.AdminConsoleProvider;
}
