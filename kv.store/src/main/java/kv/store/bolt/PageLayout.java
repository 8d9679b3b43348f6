package kv.store.bolt;

/// Numbers of the format. All integers in a file are little endian.
///
/// ```
/// page     id u64 | flags u16 | count u16 | overflow u32 | elements | keys and values
/// leaf     flags u32 | pos u32 | key size u32 | value size u32      16 bytes an element
/// branch   pos u32 | key size u32 | page id u64                     16 bytes an element
/// bucket   root page u64 | sequence u64 | the page itself, if the root is 0
/// ```
///
/// `pos` counts from the element's own first byte; the value follows its key. A page takes one
/// slot of the page size and `overflow` more.
final class PageLayout {

    /// Bytes before the elements.
    static final int HEADER = 16;
    /// Bytes of an element, without key and value.
    static final int ELEMENT = 16;
    /// Bytes of a bucket's value before a page that is kept in it.
    static final int BUCKET_HEADER = 16;
    /// Flag of a page that leads to others.
    static final int BRANCH = 0x01;
    /// Flag of a page with rows.
    static final int LEAF = 0x02;
    /// Flag of the two first pages.
    static final int META = 0x04;
    /// Flag of a page that lists free ones.
    static final int FREELIST = 0x10;
    /// Flag of a leaf's element whose value is a bucket.
    static final int BUCKET = 0x01;
    /// Longest key that bbolt takes.
    static final int MAX_KEY = 32_768;
    /// Pages before the first that a tree may use.
    static final int META_PAGES = 2;

    private PageLayout() {
    }
}
