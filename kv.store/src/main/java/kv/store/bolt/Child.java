package kv.store.bolt;

/// A page on its way into the branch above it.
///
/// @param key its first key
/// @param page its number
record Child(byte[] key, long page) {

    /// Bytes that it takes in a page.
    long sizeBytes() {
        return (long) PageLayout.ELEMENT + key.length;
    }
}
