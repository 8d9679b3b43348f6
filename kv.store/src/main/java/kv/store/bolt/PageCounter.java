package kv.store.bolt;

import java.util.List;

/// The first pass: gives out page numbers and keeps nothing.
final class PageCounter implements PageTarget {

    private final int pageSize;
    private long next = PageLayout.META_PAGES;

    PageCounter(int pageSize) {
        this.pageSize = pageSize;
    }

    /// Number of the page after the last.
    long highWater() {
        return next;
    }

    @Override
    public int pageSize() {
        return pageSize;
    }

    @Override
    public long leaf(List<Element> elements, long sizeBytes) {
        return take(sizeBytes);
    }

    @Override
    public long branch(List<Child> children, long sizeBytes) {
        return take(sizeBytes);
    }

    @Override
    public byte[] inline(List<Element> elements, int sizeBytes) {
        return null;
    }

    private long take(long sizeBytes) {
        long id = next;
        next += Math.ceilDiv(sizeBytes, pageSize);
        return id;
    }
}
