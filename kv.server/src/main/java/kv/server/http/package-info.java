/// What a member answers over HTTP/1.1 about itself: `/version`, `/health`, `/livez`, `/readyz`,
/// with the paths, texts and status codes of etcd 3.7.1.
///
/// Read [HealthHandler] (the old, single answer), [CheckHandler] (named checks, as Kubernetes has
/// them) and [VersionText]. All of them ask a `kv.server.member.RunningMember` and never wait on
/// the event loop.
///
/// Not here: HTTP itself, `/metrics` (a plugin) and the peer port's other paths (kv.transport).
package kv.server.http;
