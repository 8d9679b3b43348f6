/// One page of cluster status, for a browser on the same machine.
///
/// [AdminConsoleProvider] starts an [AdminConsole], which is a web server with four fixed
/// [Asset]s and one document, guarded by a [Gatekeeper]. The document is made anew at most once a
/// second by [StatusFeed]: [ClusterReader] asks the cluster, the answers are a [ClusterView], a
/// [Verdict] judges it in one sentence, [Measurements] reads the metrics, [StatusDocument] writes
/// all of it as JSON. The page asks for that document every two seconds and draws it.
///
/// Not here yet: login and TLS, hence loopback only; pages that change anything.
package kv.admin;
