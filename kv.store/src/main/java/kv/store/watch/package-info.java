/// Watching: what is published becomes events, encoded once and shared by all watchers.
///
/// ```
/// kvd-apply    WatchFeed ─ batch ─► EventRing            one wake-up for each hub
/// event loop   WatchHub ─ batches ─► RangeIndex ─► Watcher ─► WatchStream ─► client
///                 └─ CatchUps ─► ring, else HistoryScan on kvd-read
/// ```
///
/// Read [WatchFeed] (the side of kvd-apply), then [WatchHub] (the watchers of one event loop),
/// [Watcher] and [WatchStream]. A watcher that its client does not let keep up loses what waits for
/// it and keeps its next revision alone; [CatchUps] brings it back, so no event is missed and
/// nobody waits for a slow client. The bytes of events are [kv.store.watch.event]'s.
///
/// Deliberately not here: how requests are read and permissions (kv.server.service), and sockets.
package kv.store.watch;
