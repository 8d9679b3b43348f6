package kv.store.bolt;

import java.util.List;

/// Where a tree's pages go as they are finished, in the order of the file.
interface PageTarget {

    /// Bytes of a slot.
    int pageSize();

    /// Takes a leaf.
    ///
    /// @param sizeBytes of the page without padding
    /// @return its page number
    long leaf(List<Element> elements, long sizeBytes);

    /// Takes a branch.
    ///
    /// @param sizeBytes of the page without padding
    /// @return its page number
    long branch(List<Child> children, long sizeBytes);

    /// The value of a bucket that is so small that its page is kept in it; null while only lengths
    /// matter.
    ///
    /// @param sizeBytes of the page
    byte[] inline(List<Element> elements, int sizeBytes);
}
