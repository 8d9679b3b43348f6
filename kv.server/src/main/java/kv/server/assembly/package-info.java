/// Where the parts become a server: the one package that knows all others, and the only one that
/// looks for plugins.
///
/// Read [Main] (from the command line to the exit code), then [ServerAssembler], which starts the
/// parts in the order in which it names them, and [Assembly], whose [Assembly#STOP_ORDER] is the
/// order in which they stop, also after half a start. [PluginCatalog] finds the plugins,
/// [AssemblyPlan] says which of them serves what and why one does not. [ExitCode] is the table of
/// exit codes; [StartFailure] turns whatever stops a start into a message with the next step.
///
/// Not here: what a member does (`kv.server.member.RunningMember`), and any plugin by name.
package kv.server.assembly;
