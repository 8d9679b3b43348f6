package kv.plugin.storage.mapdb.pages;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The pages as of one commit. Any thread reads; who holds it releases it.
///
/// Pages that a later commit changes are kept here as they were before, by the newest version that
/// is held at that time. So a reader looks at the versions from its own on, and takes the first
/// that kept the page; if none did, the page has not changed. Because a page is kept *before* it is
/// replaced, a reader that looks only after it has read what is there now misses nothing.
public final class PageVersion {

    private final Pages pages;
    private final int count;
    private final Map<Integer, byte[]> kept = new ConcurrentHashMap<>();
    private volatile PageVersion newer;

    PageVersion(Pages pages, int count) {
        this.pages = pages;
        this.count = count;
    }

    /// Number of pages.
    public int count() {
        return count;
    }

    /// Copies bytes of a page.
    ///
    /// @throws kv.api.spi.storage.StorageException when the page is damaged
    public void copy(int page, int at, byte[] into, int position, int length) {
        if (page >= count) {
            throw new IndexOutOfBoundsException("page " + page + " of " + count);
        }
        String fault = pages.copyNewest(page, at, into, position, length);
        byte[] before = keptBefore(page);
        if (before != null) {
            System.arraycopy(before, at, into, position, length);
        } else if (fault != null) {
            throw pages.damaged(page, fault);
        }
    }

    /// Lets the pages go that only this version keeps.
    public void release() {
        pages.release(this);
    }

    private byte[] keptBefore(int page) {
        for (PageVersion version = this; version != null; version = version.newer) {
            byte[] before = version.kept.get(page);
            if (before != null) {
                return before;
            }
        }
        return null;
    }

    /// Keeps a page that is about to change, unless an earlier change kept it.
    void keep(int page) {
        if (page < count && !kept.containsKey(page)) {
            kept.put(page, pages.page(page));
        }
    }

    void newer(PageVersion version) {
        newer = version;
    }

    /// Takes over what `released`, the next newer version, kept.
    void inherit(PageVersion released) {
        released.kept.forEach(kept::putIfAbsent);
        newer = released.newer;
    }
}
