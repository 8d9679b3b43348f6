/// The linked image from outside: programs are started and talked to as their users do. No class of
/// ours is on the path of these tests.
///
/// [RunningServer] is `bin/kvd` on a directory and ports of its own, [FailedStart] one that ends by
/// itself; [Etcdctl] talks to them; [OutsideProgram] finds what
/// Debian brings, or skips the test and notes what was missing; [Browser] and [Tab] drive Chromium
/// by its DevTools protocol.
package kv.integration;
