/// The browser console, over the same client session and metrics as any other client, so that it
/// shows nothing that the public interface does not know.
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
}
