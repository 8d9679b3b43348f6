/// The other members, as this one meets them: the raft core's messages on their way to and from the
/// wire, and the small questions that members ask each other.
///
/// Read [Network][kv.server.peer.Network] (what a member takes from the world), then
/// [Peers][kv.server.peer.Peers] (the links follow the membership, what comes in goes to kvd-raft)
/// and [WireMessages][kv.server.peer.WireMessages], the one place where records of kv.raft and
/// messages of raftpb are turned into each other. [RemoteCluster][kv.server.peer.RemoteCluster] is
/// what a starting member learns from those that run;
/// [VersionMonitor][kv.server.peer.VersionMonitor] is a leader's duty.
///
/// Not here: sockets and frames (kv.transport.peer), and what the membership is (cluster).
package kv.server.peer;
