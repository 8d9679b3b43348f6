package kv.store.bolt;

import java.util.ArrayList;
import java.util.List;

/// Builds one tree from rows that come in order. A page is given away as soon as it is full, a
/// branch as soon as its children are, so what is held is one page of each level and the row at
/// hand. Where pages end follows from lengths alone; the same lengths give the same tree.
///
/// A branch gets at least two children, on which bbolt relies when it deletes.
final class TreeBuilder {

    private static final int INLINE_SHARE = 4;
    private static final int FEWEST_CHILDREN = 2;

    private final PageTarget target;
    private final List<Element> leaf = new ArrayList<>();
    private long leafBytes = PageLayout.HEADER;
    private final List<Level> levels = new ArrayList<>();

    TreeBuilder(PageTarget target) {
        this.target = target;
    }

    /// The next row; its key is above all before.
    void add(Element element) {
        if (!leaf.isEmpty() && leafBytes + element.sizeBytes() > target.pageSize()) {
            endLeaf();
        }
        leaf.add(element);
        leafBytes += element.sizeBytes();
    }

    /// Ends a bucket.
    ///
    /// @return the row that is the bucket, for the tree of all buckets
    Element finishBucket(byte[] name) {
        if (levels.isEmpty() && leafBytes <= target.pageSize() / INLINE_SHARE) {
            int size = (int) leafBytes;
            return new Element(PageLayout.BUCKET, name, target.inline(leaf, size),
                    PageLayout.BUCKET_HEADER + size);
        }
        byte[] value = new byte[PageLayout.BUCKET_HEADER];
        LittleEndian.put(value, finish());
        return new Element(PageLayout.BUCKET, name, value, value.length);
    }

    /// Ends the tree, which is not empty.
    ///
    /// @return its root page
    long finish() {
        endLeaf();
        for (int i = 0;; i++) {
            Level level = levels.get(i);
            if (level.children.size() == 1) {
                return level.children.getFirst().page();
            }
            level.end();
        }
    }

    private void endLeaf() {
        long page = target.leaf(leaf, leafBytes);
        level(0).add(new Child(leaf.getFirst().key(), page));
        leaf.clear();
        leafBytes = PageLayout.HEADER;
    }

    private Level level(int height) {
        if (height == levels.size()) {
            levels.add(new Level(height));
        }
        return levels.get(height);
    }

    /// Children that are not in a branch yet. Once two are more than a page holds, the page goes;
    /// so at the end the last has two at least, if any went before it.
    private final class Level {

        private final int height;
        private final List<Child> children = new ArrayList<>();

        Level(int height) {
            this.height = height;
        }

        void add(Child child) {
            children.add(child);
            int fitting = fitting();
            if (children.size() >= fitting + FEWEST_CHILDREN) {
                give(fitting);
            }
        }

        void end() {
            int fitting = fitting();
            if (fitting < children.size() && children.size() >= 2 * FEWEST_CHILDREN) {
                give(children.size() - FEWEST_CHILDREN);
            }
            give(children.size());
        }

        /// Children that a page holds, or two if they are large.
        private int fitting() {
            long size = PageLayout.HEADER;
            for (int i = 0; i < children.size(); i++) {
                size += children.get(i).sizeBytes();
                if (size > target.pageSize()) {
                    return Math.max(i, FEWEST_CHILDREN);
                }
            }
            return children.size();
        }

        private void give(int count) {
            List<Child> given = children.subList(0, count);
            long size = PageLayout.HEADER;
            for (Child child : given) {
                size += child.sizeBytes();
            }
            Child branch = new Child(given.getFirst().key(), target.branch(given, size));
            given.clear();
            level(height + 1).add(branch);
        }
    }
}
