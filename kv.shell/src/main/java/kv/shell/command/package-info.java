/// The commands, a class for each, under etcdctl's names, flags and exit codes.
///
/// Read [Kvsh] first: the root, with the flags that all commands share, the connection and the
/// streams. Then [PutCommand], which is typical, then [TxnCommand], which reads requests from
/// its input in [TxnText]'s form. [CommandTree] puts them together.
///
/// Deliberately not here: how answers look; that is `kv.shell.render`.
package kv.shell.command;
