/// The program `kvsh`: one command and its exit code, or a loop that reads, runs and prints.
///
/// Read [Main], then [Shell], then [ShellCompleter]. [Clients] is where the module looks for its
/// protocol.
///
/// Deliberately not here: any single command; those are in `kv.shell.command`.
package kv.shell;
