/// A connection to a cluster, as commands use it: opened with the first call, one call at a time,
/// and each call can be given up by Ctrl-C.
///
/// Read [Connection], then [CommandFailure] and [ExitCode], which say how a command ends.
///
/// Deliberately not here: how the bytes travel; `kv.api.spi.client` hides that.
package kv.shell.session;
