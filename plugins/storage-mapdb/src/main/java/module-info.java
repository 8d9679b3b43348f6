/// The place of the MapDB engine. MapDB and what it needs are linked into the image with this
/// module, so that the engine can be added without a change of the image.
///
/// Deliberately not here, so far: a provider. MapDB alone is not safe against a crash; it becomes
/// an engine together with a journaling volume, and until then `--storage-engine mapdb` is an
/// unknown name.
module kv.plugin.storage.mapdb {
    requires kv.api;
    requires mapdb;
}
