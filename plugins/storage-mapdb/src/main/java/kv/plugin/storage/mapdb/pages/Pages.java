package kv.plugin.storage.mapdb.pages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kv.api.spi.storage.StorageException;
import kv.plugin.storage.mapdb.pages.Journal.Flush;

/// A store's pages. The engine's thread publishes changes, commit by commit, and flushes them; any
/// thread takes a [PageVersion] and reads.
///
/// - `fresh` holds what is committed and not yet flushed, and only that. A page array in it never
///   changes again.
/// - A page leaves `fresh` only when the page file holds it.
/// - The list of versions, and publishing, are guarded by this object's lock: no version is taken
///   half-way through a commit.
public final class Pages implements AutoCloseable {

    /// Bytes of a page.
    public static final int PAGE_BYTES = PageFormat.DATA_BYTES;

    /// A page of zeros, which is written and journaled without its bytes. Never changed.
    public static final byte[] ZEROS = new byte[PAGE_BYTES];

    private final PageFiles files;
    private final PageFile file;
    private final long journalBytes;
    private final Map<Integer, byte[]> fresh = new ConcurrentHashMap<>();
    private final List<PageVersion> versions = new ArrayList<>();
    private Flush last = new Flush(0, 0);
    private Journal journal;
    private volatile int count;
    private boolean retired;

    private Pages(PageFiles files, PageFile file, long journalBytes) {
        this.files = files;
        this.file = file;
        this.journalBytes = journalBytes;
    }

    /// Opens the store in a directory, and puts the flushes of its journal into the page file.
    ///
    /// @param journalBytes size from which the page file is forced and a new journal begun
    public static Pages open(PageFiles files, long journalBytes) {
        Pages pages = new Pages(files, PageFile.open(files.pages()), journalBytes);
        try {
            pages.journal = Journal.open(files.journal());
            pages.replay();
            files.removeOthers();
            return pages;
        } catch (StorageException e) {
            pages.close();
            throw e;
        }
    }

    /// A store without pages, which is not found in the directory before [#takeOver].
    public static Pages create(PageFiles files, long journalBytes) {
        return new Pages(files, PageFile.create(files.unfinishedPages()), journalBytes);
    }

    /// The store is complete: from now on the directory holds it and no other.
    public void takeOver() {
        flush();
        file.force();
        journal = Journal.start(files.journal(), last.number(), last.pages());
        files.takeOver();
        file.renamed(files.pages());
        files.removeOthers();
    }

    private void replay() {
        last = journal.before();
        journal.replay((flush, entries) -> last = flush);
        file.lastFlush(last.number());
        requireNothingNewer();
        journal.replay((flush, entries) -> {
            extend(flush.pages());
            file.write(entries.numbers(), entries.source(), flush.number());
        });
        file.requirePages(last.pages());
        count = last.pages();
        if (!journal.isEmpty()) {
            checkpoint();
        }
    }

    /// Every flush writes page 0, and only once its record is durable. So a whole page 0 that is
    /// newer than the journal's last record shows that records are missing at the journal's end.
    private void requireNothingNewer() {
        long newest = file.newestFlush();
        if (newest > last.number()) {
            throw Damage.of(files.journal(), "its last record is that of flush " + last.number()
                    + ", and " + files.pages().getFileName() + " holds flush " + newest);
        }
    }

    /// Number of pages after the newest commit.
    public int count() {
        return count;
    }

    /// Bytes committed and not yet flushed.
    public long freshBytes() {
        return (long) fresh.size() * PAGE_BYTES;
    }

    /// Bytes on disk.
    public long sizeBytes() {
        long log = journal == null ? 0 : journal.sizeBytes();
        return (1L + count) * PageFormat.SLOT_BYTES + log;
    }

    /// Makes changed pages visible, all at once.
    ///
    /// @param changed page number to bytes, handed over
    /// @param pages number of pages, not less than before
    public synchronized void publish(Map<Integer, byte[]> changed, int pages) {
        if (!versions.isEmpty()) {
            changed.keySet().forEach(versions.getLast()::keep);
        }
        fresh.putAll(changed);
        count = pages;
    }

    /// The pages of the newest commit.
    public synchronized PageVersion version() {
        PageVersion version = new PageVersion(this, count);
        if (!versions.isEmpty()) {
            versions.getLast().newer(version);
        }
        versions.add(version);
        return version;
    }

    synchronized void release(PageVersion version) {
        int at = versions.indexOf(version);
        if (at > 0) {
            versions.get(at - 1).inherit(version);
        }
        versions.remove(at);
        closeIfUnused();
    }

    /// Makes everything published durable.
    public void flush() {
        if (fresh.isEmpty()) {
            return;
        }
        fresh.putIfAbsent(0, page(0));
        int[] numbers = fresh.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        Flush next = new Flush(last.number() + 1, count);
        if (journal != null) {
            journal.append(next, numbers, fresh::get);
        }
        last = next;
        file.lastFlush(next.number());
        extend(count);
        file.write(numbers, fresh::get, next.number());
        fresh.clear();
        if (journal != null && journal.sizeBytes() >= journalBytes) {
            checkpoint();
        }
    }

    /// Looks at every page on disk. Everything is flushed.
    public void verify() {
        for (int page = 0; page < count; page++) {
            String fault = file.fault(page);
            if (fault != null) {
                throw file.damaged(page, fault);
            }
        }
    }

    /// The newest bytes of a page, as they will not change.
    public byte[] page(int page) {
        byte[] newest = fresh.get(page);
        if (newest != null) {
            return newest;
        }
        byte[] bytes = new byte[PAGE_BYTES];
        String fault = file.copy(page, 0, bytes, 0, PAGE_BYTES);
        if (fault != null) {
            throw file.damaged(page, fault);
        }
        return bytes;
    }

    /// Copies what the newest commit has of a page, or what a flush that is running is writing.
    ///
    /// @return what is wrong with it, or null
    public String copyNewest(int page, int at, byte[] into, int position, int length) {
        byte[] newest = fresh.get(page);
        if (newest == null) {
            return file.copy(page, at, into, position, length);
        }
        System.arraycopy(newest, at, into, position, length);
        return null;
    }

    /// The failure to throw for what [#copyNewest] answered.
    public StorageException damaged(int page, String fault) {
        return file.damaged(page, fault);
    }

    /// The engine is done with it; the page file is closed when no version is left.
    @Override
    public synchronized void close() {
        retired = true;
        if (journal != null) {
            journal.close();
        }
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (retired && versions.isEmpty()) {
            file.close();
        }
    }

    private void checkpoint() {
        file.force();
        journal.close();
        journal = Journal.start(files.journal(), last.number(), last.pages());
    }

    private void extend(int pages) {
        try {
            file.extend(pages);
        } catch (IOException e) {
            throw Damage.failed(file.path(), e);
        }
    }
}
