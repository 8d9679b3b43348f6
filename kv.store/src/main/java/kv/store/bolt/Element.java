package kv.store.bolt;

/// A row on its way into a leaf.
///
/// @param flags [PageLayout#BUCKET] or 0
/// @param value null while only lengths matter
/// @param valueSize length of the value
record Element(int flags, byte[] key, byte[] value, int valueSize) {

    /// Bytes that it takes in a page.
    long sizeBytes() {
        return (long) PageLayout.ELEMENT + key.length + valueSize;
    }
}
