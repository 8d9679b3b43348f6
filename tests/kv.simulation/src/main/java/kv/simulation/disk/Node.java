package kv.simulation.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What a name stands for.
sealed interface Node {

    /// A file. The lock is that of whoever holds it open, null if nobody does.
    final class File implements Node {

        final Content content = new Content();
        Object lock;
    }

    /// A directory: the names that a reader sees, those that the platter has, and what was done
    /// since the last sync. A crash takes a first part of that, as a journal does.
    final class Directory implements Node {

        final TreeMap<String, Node> seen = new TreeMap<>();
        private final TreeMap<String, Node> durable = new TreeMap<>();
        private final List<Consumer<TreeMap<String, Node>>> pending = new ArrayList<>();

        void change(Consumer<TreeMap<String, Node>> change) {
            change.accept(seen);
            pending.add(change);
        }

        void sync() {
            pending.forEach(change -> change.accept(durable));
            pending.clear();
        }

        void crash(RandomGenerator random) {
            pending.subList(0, random.nextInt(pending.size() + 1))
                    .forEach(change -> change.accept(durable));
            pending.clear();
            seen.clear();
            seen.putAll(durable);
        }
    }
}
