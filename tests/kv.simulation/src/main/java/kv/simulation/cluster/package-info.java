/// Whole clusters under simulation: three, five or seven members of the real loops, log and store,
/// each on a [Machine] of its own, on a network and disks that fail, with clients that go on.
///
/// Read [Simulation] (a run from its seed to its verdict), then [Machine] (one member and what it
/// stands on), [Turns] (the threads, turned one at a time), [Trouble] (what goes wrong) and the
/// clients: [KeyClient], [LeaseClient], [WatchClient], [Administrator]. [Main] is the command line.
/// [Plant][kv.simulation.plant.Plant] spoils a member on purpose, to see that a judge notices.
///
/// Not here: what must be true (judge), time and network (world), a single member's crashes at any
/// write (member).
package kv.simulation.cluster;
