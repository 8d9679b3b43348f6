package kv.plugin.storage.mapdb;

import java.util.HashMap;
import java.util.Map;
import kv.plugin.storage.mapdb.pages.Pages;

/// The bytes of the commit that is being made: what it has changed stands before what there was.
/// Engine's thread.
final class WriteVolume extends PageVolume {

    private final Pages pages;
    private Map<Integer, byte[]> changed = new HashMap<>();
    private int count;

    WriteVolume(Pages pages) {
        this.pages = pages;
        this.count = pages.count();
    }

    /// Makes the changes visible to readers.
    void publish() {
        Map<Integer, byte[]> finished = changed;
        changed = new HashMap<>();
        pages.publish(finished, count);
    }

    /// Bytes of pages changed since the last publication.
    long changedBytes() {
        return (long) changed.size() * Pages.PAGE_BYTES;
    }

    @Override
    void copy(int page, int at, byte[] into, int position, int length) {
        byte[] bytes = changed.get(page);
        if (bytes != null) {
            System.arraycopy(bytes, at, into, position, length);
            return;
        }
        if (page >= count) {
            throw new IndexOutOfBoundsException("page " + page + " of " + count);
        }
        String fault = pages.copyNewest(page, at, into, position, length);
        if (fault != null) {
            throw pages.damaged(page, fault);
        }
    }

    @Override
    byte[] writable(int page) {
        byte[] bytes = changed.get(page);
        if (bytes == null || bytes == Pages.ZEROS) {
            bytes = bytes == null ? pages.page(page).clone() : Pages.ZEROS.clone();
            changed.put(page, bytes);
        }
        return bytes;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    public void ensureAvailable(long offset) {
        int needed = Math.toIntExact((offset + Pages.PAGE_BYTES - 1) / Pages.PAGE_BYTES);
        while (count < needed) {
            changed.put(count++, Pages.ZEROS);
        }
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }
}
