/// One whole member under simulation: the real loops, log and store on a disk that loses power, an
/// engine that forgets what was not synced, and a clock that goes only when it is pushed.
///
/// Read [SimulatedMember] (the member and its world), then [Client] (what is asked of it) and
/// [Judge] (what must be true of the answers, and of what is found after a crash). [LeaseHolder] is
/// both for leases.
///
/// Not here: several members, and a network.
package kv.simulation.member;
