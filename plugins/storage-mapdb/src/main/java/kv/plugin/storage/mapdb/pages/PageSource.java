package kv.plugin.storage.mapdb.pages;

/// Where a writer finds the content of a page: at least [PageFormat#DATA_BYTES] bytes that do not
/// change.
interface PageSource {
    byte[] page(int number);
}
