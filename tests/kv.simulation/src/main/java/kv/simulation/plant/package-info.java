/// Bugs that are planted into a simulated cluster, to see that a judge notices each of them.
///
/// [Plant] names the places where something may be spoilt, all of them outside of the product:
/// what passes between the consensus and its loops, the disk, the network and the services. [Bug]
/// has the bugs themselves. Nothing of this is reached by any setting of the server.
package kv.simulation.plant;
