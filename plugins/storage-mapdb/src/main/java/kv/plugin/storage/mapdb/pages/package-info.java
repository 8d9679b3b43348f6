/// A file of pages that is changed all at once: what makes a store that writes in place safe.
///
/// Read [kv.plugin.storage.mapdb.pages.Pages] first. Changed pages stay on the heap until a flush;
/// a flush writes them to the [kv.plugin.storage.mapdb.pages.Journal], makes that durable, and only
/// then copies them to their places in the [kv.plugin.storage.mapdb.pages.PageFile]. Whatever
/// happens in between, opening finds the pages of the last flush whose journal record is whole:
///
/// ```
/// changed pages ─► journal record, forced ─► page file ─(every few records)─► forced, new journal
/// ```
///
/// A [kv.plugin.storage.mapdb.pages.PageVersion] shows readers the pages of one commit while later
/// ones go on. [kv.plugin.storage.mapdb.pages.PageFiles] knows the files' names and the rules of a
/// directory.
///
/// Not here: what stands in the pages.
package kv.plugin.storage.mapdb.pages;
