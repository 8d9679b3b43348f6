/// Many watchers of one key: how many events a second reach them, how late, and what they cost.
///
/// [kv.bench.watch.WatchRun] opens the watchers and writes the key; [kv.bench.watch.Listener] is
/// one connection of watchers on a thread of its own. It speaks HTTP/2 by hand
/// ([kv.bench.watch.FrameSocket], RFC 9113) and looks into an answer no further than it must: the
/// client shares the cores with the server, and a client that costs more than the server measures
/// itself. [kv.bench.watch.Deliveries] counts.
package kv.bench.watch;
