/// How a member is told what to do: etcd's flags and `ETCD_*` variables, with etcd's defaults and
/// etcd's texts when they are wrong.
///
/// Read [Flags], the one way in; [FlagTable] with its groups, where every flag is one row; then
/// [CommandLineReader] (picocli), [EnvironmentReader] and [ConfigBuilder], which checks what the
/// flags say together and makes the records of `kv.server.config`.
///
/// Not here: the configuration file, which is refused for now, and anything that opens a file or
/// a socket.
package kv.server.flags;
