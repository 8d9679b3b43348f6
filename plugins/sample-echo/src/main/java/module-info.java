/// A sample of what a third party can write: a path handler that answers a request with itself.
/// Its jar goes into a folder of its own under the image's `plugins/`; it is not linked in.
///
/// Read [EchoProvider][kv.plugin.sample.echo.EchoProvider], which the server finds, then
/// [EchoHandler][kv.plugin.sample.echo.EchoHandler], which answers. `README.md` beside this module
/// tells how to build, install and try it.
///
/// Deliberately not here: anything beyond `kv.api`, which is all that a plugin needs.
module kv.plugin.sample.echo {
    requires kv.api;

    // The server takes every HTTP handler that it finds into the client port.
    provides kv.api.spi.http.HttpHandlerProvider with kv.plugin.sample.echo.EchoProvider;
}
