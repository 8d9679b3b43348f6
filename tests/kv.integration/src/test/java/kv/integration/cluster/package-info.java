/// Several members at once, of the image and of etcd, under load: read [ThreeMembersIT], then
/// [MixedClusterIT].
///
/// Not here: one member, and what a simulation shows better.
package kv.integration.cluster;
