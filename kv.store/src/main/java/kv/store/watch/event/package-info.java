/// Events as bytes: encoded once when they are published or read from storage, and put into
/// answers without another copy.
///
/// Read [EventBatch] first, then [Selection] (some events of a batch) and [EventsAnswer] (the
/// response around them). [EventRing] keeps the newest batches; [HistoryScan] makes a batch of what
/// storage holds, [Gathering] of what others hold; [PrevValues] are the pairs before events.
///
/// Deliberately not here: watchers, and who gets what (kv.store.watch).
package kv.store.watch.event;
