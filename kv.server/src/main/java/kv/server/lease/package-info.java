/// Time for leases. Which leases exist is replicated state (kv.store.lease); how long each has left
/// is known to the leader alone and is nowhere in the log but for checkpoints.
///
/// Read [LeaseLoop], the owner; then [LeaseTimers] (what each lease has left) and [LeaseProposals]
/// (revocations and checkpoints, on their way into the log through [LeaderGate]). [MomentQueue]
/// keeps moments in order; a renewal costs it nothing.
///
/// A restart, or another leader, starts a lease with all its time, or what the last checkpoint
/// says, and an election timeout besides. So a lease may live longer than it should, by a bounded
/// time, and never ends early: a renewal is answered only when no checkpoint in the log says less.
package kv.server.lease;
