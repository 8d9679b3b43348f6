/// A storage engine that keeps its tables on the Java heap: the reference against which the others
/// are read, the engine of the simulation, and one for throw-away servers.
///
/// Deliberately not here: durability. A restart begins with an empty engine and replays the log.
module kv.plugin.storage.heap {
    requires kv.api;
}
