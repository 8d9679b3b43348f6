/// Reads of one state of the store: which keys a range has at a revision, in what order, and the
/// bytes of the answer.
///
/// [KeyReads] is the state and answers requests on it; [Interval] is what a request means by key
/// and range end; [Hit] is a key that was found; [RangeResult] is an answer whose KeyValues stay
/// encoded; [RangeChunks] gives an answer piece by piece. [Pins] keep what is being read from
/// being compacted.
///
/// Deliberately not here: which state a reader gets, and changes (kv.store.mvcc).
package kv.store.range;
