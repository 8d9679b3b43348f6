/// A sample of what a third party can write: a path handler that answers a request with itself.
/// Its jar goes into the image's `plugins/` folder; it is not linked into the image.
///
/// Deliberately not here: anything beyond `kv.api`, which is all that a plugin needs.
module kv.plugin.sample.echo {
    requires kv.api;
}
