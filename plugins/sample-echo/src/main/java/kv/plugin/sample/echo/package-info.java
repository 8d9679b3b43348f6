/// `/echo` on the client port.
///
/// Read [EchoProvider], then [EchoHandler]. Nothing is exported: the server meets the provider
/// through the service that the module declares, and everything else through its interfaces.
package kv.plugin.sample.echo;
