package kv.store.bolt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// The second pass: pages as bytes, which wait here until they are taken.
final class PageEncoder implements PageTarget {

    private final int pageSize;
    private long next = PageLayout.META_PAGES;
    private byte[] waiting;
    private int from;
    private int to;

    /// Begins with the two meta pages.
    PageEncoder(Meta meta) {
        pageSize = meta.pageSize();
        waiting = new byte[PageLayout.META_PAGES * pageSize];
        meta.encode(reserve(pageSize), 0);
        new Meta(pageSize, meta.root(), meta.freelist(), meta.highWater(), meta.txid() - 1)
                .encode(reserve(pageSize), 1);
    }

    /// Bytes that wait.
    int waiting() {
        return to - from;
    }

    /// Number of the page after the last.
    long highWater() {
        return next;
    }

    /// Takes bytes that wait.
    ///
    /// @return how many
    int take(byte[] target, int offset, int length) {
        int taken = Math.min(length, waiting());
        System.arraycopy(waiting, from, target, offset, taken);
        from += taken;
        if (from == to) {
            from = 0;
            to = 0;
        }
        return taken;
    }

    @Override
    public int pageSize() {
        return pageSize;
    }

    @Override
    public long leaf(List<Element> elements, long sizeBytes) {
        long id = next;
        encode(elements, begin(PageLayout.LEAF, elements.size(), sizeBytes));
        return id;
    }

    @Override
    public long branch(List<Child> children, long sizeBytes) {
        long id = next;
        ByteBuffer page = begin(PageLayout.BRANCH, children.size(), sizeBytes);
        int element = PageLayout.HEADER;
        int data = element + children.size() * PageLayout.ELEMENT;
        for (Child child : children) {
            page.putInt(element, data - element).putInt(element + 4, child.key().length)
                    .putLong(element + 8, child.page());
            page.put(data, child.key());
            data += child.key().length;
            element += PageLayout.ELEMENT;
        }
        return id;
    }

    @Override
    public byte[] inline(List<Element> elements, int sizeBytes) {
        byte[] bucket = new byte[PageLayout.BUCKET_HEADER + sizeBytes];
        ByteBuffer page = ByteBuffer.wrap(bucket, PageLayout.BUCKET_HEADER, sizeBytes).slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        page.putShort(8, (short) PageLayout.LEAF).putShort(10, (short) elements.size());
        encode(elements, page);
        return bucket;
    }

    private static void encode(List<Element> elements, ByteBuffer page) {
        int at = PageLayout.HEADER;
        int data = at + elements.size() * PageLayout.ELEMENT;
        for (Element element : elements) {
            page.putInt(at, element.flags()).putInt(at + 4, data - at)
                    .putInt(at + 8, element.key().length).putInt(at + 12, element.valueSize());
            page.put(data, element.key());
            page.put(data + element.key().length, element.value());
            data += element.key().length + element.valueSize();
            at += PageLayout.ELEMENT;
        }
    }

    private ByteBuffer begin(int kind, int count, long sizeBytes) {
        int slots = Math.toIntExact(Math.ceilDiv(sizeBytes, pageSize));
        ByteBuffer page = reserve(Math.multiplyExact(slots, pageSize));
        page.putLong(0, next).putShort(8, (short) kind).putShort(10, (short) count)
                .putInt(12, slots - 1);
        next += slots;
        return page;
    }

    /// Room for so many zeros at the end.
    private ByteBuffer reserve(int length) {
        if (length > waiting.length - to) {
            int kept = waiting();
            byte[] larger = waiting;
            if (length > waiting.length - kept) {
                larger = new byte[Math.max(Math.addExact(kept, length), 2 * kept)];
            }
            System.arraycopy(waiting, from, larger, 0, kept);
            waiting = larger;
            from = 0;
            to = kept;
        }
        Arrays.fill(waiting, to, to + length, (byte) 0);
        ByteBuffer room = ByteBuffer.wrap(waiting, to, length).slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        to += length;
        return room;
    }
}
