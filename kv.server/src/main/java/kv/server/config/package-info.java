/// What one member was told at start, as immutable records: the only form in which the rest of the
/// server meets a flag.
///
/// Read [ServerConfig], a record of records. Every record is complete and checked when it exists:
/// defaults are filled in, units are in the names, URLs are parsed. [RefusedStart] is the one
/// exception for "this cannot start", with what to do about it.
///
/// Not here: flags, the environment and their spelling. `kv.server.flags` reads those and makes
/// these records.
package kv.server.config;
