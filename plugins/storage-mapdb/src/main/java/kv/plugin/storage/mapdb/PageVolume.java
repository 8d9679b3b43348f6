package kv.plugin.storage.mapdb;

import java.io.File;
import java.nio.ByteBuffer;
import kv.plugin.storage.mapdb.pages.Pages;
import org.mapdb.DataInput2;
import org.mapdb.DataIO;
import org.mapdb.volume.Volume;

/// MapDB's view of pages: one run of bytes. What crosses a page's edge is put together here.
abstract class PageVolume extends Volume {

    /// Copies bytes of one page.
    abstract void copy(int page, int at, byte[] into, int position, int length);

    /// The bytes of a page, to be changed in place.
    abstract byte[] writable(int page);

    /// Number of pages.
    abstract int count();

    @Override
    public final void getData(long offset, byte[] bytes, int position, int size) {
        int done = 0;
        while (done < size) {
            int at = at(offset + done);
            int length = Math.min(size - done, Pages.PAGE_BYTES - at);
            copy(page(offset + done), at, bytes, position + done, length);
            done += length;
        }
    }

    @Override
    public final void putData(long offset, byte[] bytes, int position, int size) {
        int done = 0;
        while (done < size) {
            int at = at(offset + done);
            int length = Math.min(size - done, Pages.PAGE_BYTES - at);
            System.arraycopy(bytes, position + done, writable(page(offset + done)), at, length);
            done += length;
        }
    }

    @Override
    public final void putData(long offset, ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        putData(offset, bytes, 0, bytes.length);
    }

    @Override
    public final void putLong(long offset, long value) {
        byte[] bytes = new byte[Long.BYTES];
        DataIO.putLong(bytes, 0, value);
        putData(offset, bytes, 0, Long.BYTES);
    }

    @Override
    public final void putInt(long offset, int value) {
        byte[] bytes = new byte[Integer.BYTES];
        DataIO.putInt(bytes, 0, value);
        putData(offset, bytes, 0, Integer.BYTES);
    }

    @Override
    public final void putByte(long offset, byte value) {
        writable(page(offset))[at(offset)] = value;
    }

    @Override
    public final void clear(long start, long end) {
        long done = start;
        while (done < end) {
            int length = (int) Math.min(end - done, Pages.PAGE_BYTES - at(done));
            System.arraycopy(Pages.ZEROS, 0, writable(page(done)), at(done), length);
            done += length;
        }
    }

    @Override
    public final long getLong(long offset) {
        return DataIO.getLong(bytes(offset, Long.BYTES), 0);
    }

    @Override
    public final int getInt(long offset) {
        return DataIO.getInt(bytes(offset, Integer.BYTES), 0);
    }

    @Override
    public final byte getByte(long offset) {
        return bytes(offset, 1)[0];
    }

    @Override
    public final DataInput2 getDataInput(long offset, int size) {
        return new DataInput2.ByteArray(bytes(offset, size));
    }

    @Override
    public final long length() {
        return (long) count() * Pages.PAGE_BYTES;
    }

    /// The store shrinks by being written anew.
    @Override
    public final void truncate(long size) {
        throw new IllegalStateException("a page volume does not shrink");
    }

    /// Nothing: the engine flushes the pages.
    @Override
    public final void sync() {
    }

    /// Nothing: the engine closes the pages.
    @Override
    public final void close() {
    }

    @Override
    public final int sliceSize() {
        return -1;
    }

    @Override
    public final boolean isSliced() {
        return false;
    }

    @Override
    public final File getFile() {
        return null;
    }

    @Override
    public final boolean getFileLocked() {
        return false;
    }

    private byte[] bytes(long offset, int size) {
        byte[] bytes = new byte[size];
        getData(offset, bytes, 0, size);
        return bytes;
    }

    private static int page(long offset) {
        return Math.toIntExact(offset / Pages.PAGE_BYTES);
    }

    private static int at(long offset) {
        return (int) (offset % Pages.PAGE_BYTES);
    }
}
