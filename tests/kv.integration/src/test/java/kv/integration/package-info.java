/// The linked image from outside: programs are started and talked to as their users do. No class of
/// ours is on the path of these tests.
///
/// [kv.integration.program.RunningServer] is `bin/kvd` on a directory and ports of its own,
/// [FailedStart] one that ends by itself. What the tests use stands in packages of its own:
/// [kv.integration.program] starts, [kv.integration.wire] asks and judges, [kv.integration.screen]
/// looks.
package kv.integration;
