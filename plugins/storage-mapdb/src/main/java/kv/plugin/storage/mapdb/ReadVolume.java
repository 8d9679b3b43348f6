package kv.plugin.storage.mapdb;

import kv.plugin.storage.mapdb.pages.PageVersion;

/// The bytes as of one commit. Any thread.
final class ReadVolume extends PageVolume {

    private final PageVersion version;

    ReadVolume(PageVersion version) {
        this.version = version;
    }

    @Override
    void copy(int page, int at, byte[] into, int position, int length) {
        version.copy(page, at, into, position, length);
    }

    @Override
    byte[] writable(int page) {
        throw new IllegalStateException("a version of the pages does not change");
    }

    @Override
    int count() {
        return version.count();
    }

    @Override
    public void ensureAvailable(long offset) {
        throw new IllegalStateException("a version of the pages does not grow");
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }
}
