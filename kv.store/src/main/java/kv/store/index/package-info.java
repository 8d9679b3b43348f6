/// The key index: every key that has a history, and the revisions of its life.
///
/// Read [KeyEntry] (one key) and [Versions] (its revisions, and how a reader shares them with the
/// writer), then [KeyIndex] (the tree, as the writer sees it) and [IndexRoot] (the tree, as a
/// reader holds it). [IndexCursor] walks a range in key order.
///
/// Deliberately not here: values. They are in rows of table `key`, found by revision.
package kv.store.index;
