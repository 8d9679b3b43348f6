/// Who is in the cluster: ids, members, the cluster's version, and how a first member founds it.
///
/// Read [Membership] (what is known, immutable), then [Cluster] (its owner, changed by
/// applied entries alone) and [ConfChanges] (changes of membership on their way through the log).
/// [MemberIds] derives ids as etcd does.
///
/// Not here: consensus itself, and the network to other members.
package kv.server.cluster;
