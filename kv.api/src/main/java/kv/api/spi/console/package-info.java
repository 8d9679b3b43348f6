/// The browser console as a plugin: started with an address, a client session and a view of the
/// metrics, and nothing else of the server, so that it also works against another member.
package kv.api.spi.console;
