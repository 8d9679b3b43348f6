package kv.store.watch;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kv.api.spi.storage.Slice;
import kv.store.range.Interval;
import kv.store.watch.event.EventBatch;

/// Finds the watchers of a key: those of the single key in a hash table, those of ranges in a
/// balanced tree whose nodes know how far the ranges below them reach, so that a look costs
/// O(log n + found). Confined to one thread.
///
/// Watchers of the same range share one [WatchedRange].
final class RangeIndex {

    private final Map<ByteString, WatchedRange> singles = new LinkedHashMap<>();
    private WatchedRange root;
    private WatchedRange found;
    private int size;

    /// Number of watchers.
    int size() {
        return size;
    }

    /// Adds a watcher.
    void add(Watcher watcher) {
        Interval interval = watcher.interval();
        size++;
        if (interval.single()) {
            singles.computeIfAbsent(UnsafeByteOperations.unsafeWrap(interval.from()),
                    key -> new WatchedRange(interval)).add(watcher);
        } else {
            root = insert(root, interval);
            found.add(watcher);
        }
    }

    /// Takes a watcher out.
    void remove(Watcher watcher) {
        WatchedRange range = watcher.range();
        range.remove(watcher);
        size--;
        if (!range.isEmpty()) {
            return;
        }
        if (range.interval().single()) {
            singles.remove(UnsafeByteOperations.unsafeWrap(range.interval().from()));
        } else {
            root = delete(root, range.interval());
        }
    }

    /// All watchers.
    List<Watcher> all() {
        List<Watcher> all = new ArrayList<>(size);
        singles.values().forEach(range -> range.copyTo(all));
        copy(root, all);
        return all;
    }

    private static void copy(WatchedRange node, List<Watcher> all) {
        if (node != null) {
            copy(node.left, all);
            node.copyTo(all);
            copy(node.right, all);
        }
    }

    /// Hands every range that holds an event's key to `action`.
    void find(EventBatch batch, int event, Consumer<WatchedRange> action) {
        if (!singles.isEmpty()) {
            WatchedRange single = singles.get(batch.keyString(event));
            if (single != null) {
                action.accept(single);
            }
        }
        if (root != null) {
            find(root, batch.key(event), action);
        }
    }

    private static void find(WatchedRange node, Slice key, Consumer<WatchedRange> action) {
        if (node == null || !reaches(node.reach, key)) {
            return;
        }
        find(node.left, key, action);
        if (compare(node.interval().from(), key) <= 0) {
            if (reaches(node.interval().to(), key)) {
                action.accept(node);
            }
            find(node.right, key, action);
        }
    }

    /// Whether the key is below the end of a range, null being no end.
    private static boolean reaches(byte[] to, Slice key) {
        return to == null || compare(to, key) > 0;
    }

    private static int compare(byte[] bound, Slice key) {
        return Arrays.compareUnsigned(bound, 0, bound.length,
                key.array(), key.offset(), key.offset() + key.length());
    }

    private WatchedRange insert(WatchedRange node, Interval interval) {
        if (node == null) {
            found = new WatchedRange(interval);
            return found;
        }
        int order = compare(interval, node.interval());
        if (order == 0) {
            found = node;
            return node;
        }
        if (order < 0) {
            node.left = insert(node.left, interval);
        } else {
            node.right = insert(node.right, interval);
        }
        return balanced(node);
    }

    private static WatchedRange delete(WatchedRange node, Interval interval) {
        int order = compare(interval, node.interval());
        if (order < 0) {
            node.left = delete(node.left, interval);
        } else if (order > 0) {
            node.right = delete(node.right, interval);
        } else if (node.left == null) {
            return node.right;
        } else if (node.right == null) {
            return node.left;
        } else {
            WatchedRange next = leftmost(node.right);
            next.right = withoutLeftmost(node.right);
            next.left = node.left;
            return balanced(next);
        }
        return balanced(node);
    }

    private static WatchedRange leftmost(WatchedRange node) {
        WatchedRange least = node;
        while (least.left != null) {
            least = least.left;
        }
        return least;
    }

    private static WatchedRange withoutLeftmost(WatchedRange node) {
        if (node.left == null) {
            return node.right;
        }
        node.left = withoutLeftmost(node.left);
        return balanced(node);
    }

    private static WatchedRange balanced(WatchedRange node) {
        int lean = height(node.left) - height(node.right);
        if (lean > 1) {
            if (height(node.left.left) < height(node.left.right)) {
                node.left = rotatedLeft(node.left);
            }
            return rotatedRight(node);
        }
        if (lean < -1) {
            if (height(node.right.right) < height(node.right.left)) {
                node.right = rotatedRight(node.right);
            }
            return rotatedLeft(node);
        }
        measure(node);
        return node;
    }

    private static WatchedRange rotatedLeft(WatchedRange node) {
        WatchedRange top = node.right;
        node.right = top.left;
        top.left = node;
        measure(node);
        measure(top);
        return top;
    }

    private static WatchedRange rotatedRight(WatchedRange node) {
        WatchedRange top = node.left;
        node.left = top.right;
        top.right = node;
        measure(node);
        measure(top);
        return top;
    }

    private static int height(WatchedRange node) {
        return node == null ? 0 : node.height;
    }

    private static void measure(WatchedRange node) {
        node.height = 1 + Math.max(height(node.left), height(node.right));
        node.reach = node.interval().to();
        reachAlso(node, node.left);
        reachAlso(node, node.right);
    }

    private static void reachAlso(WatchedRange node, WatchedRange below) {
        if (below != null && node.reach != null && (below.reach == null
                || Arrays.compareUnsigned(below.reach, node.reach) > 0)) {
            node.reach = below.reach;
        }
    }

    private static int compare(Interval one, Interval other) {
        int order = Arrays.compareUnsigned(one.from(), other.from());
        if (order != 0 || one.to() == other.to()) {
            return order;
        }
        if (one.to() == null || other.to() == null) {
            return one.to() == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(one.to(), other.to());
    }
}
