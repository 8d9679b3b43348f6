/// What a simulated world is made of besides its machines: time, chance, and the network between
/// them.
///
/// Read [World] (what everybody is given), then [Timeline] (what happens, in which order) and
/// [SimulatedNetwork]. [Story] remembers what happened, for whoever has to find out why.
///
/// Not here: machines and what runs on them (cluster), and what must be true of them (judge).
package kv.simulation.world;
