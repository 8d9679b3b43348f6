/// A disk that loses power.
///
/// [kv.simulation.disk.SimulatedDisk] is the door to it; [kv.simulation.disk.PowerLoss] is what
/// running code meets when the power goes. `Content` has the rule for sectors, `Node` that for
/// names.
///
/// Deliberately not here: time (a disk has no speed), threads, and any file system's own mistakes.
package kv.simulation.disk;
