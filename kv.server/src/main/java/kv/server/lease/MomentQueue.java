package kv.server.lease;

import java.util.Comparator;
import java.util.TreeSet;

/// Moments in their order. Confined to kvd-lease.
///
/// A moment that is put off, as each renewal does, keeps its place and costs nothing; it finds its
/// new one when its old one comes up.
final class MomentQueue {

    private final TreeSet<Moment> queue = new TreeSet<>(
            Comparator.comparingLong(Moment::placeNs)
                    .thenComparingLong(moment -> moment.timer().lease().id()));
    private long firstNs = Moment.NEVER;

    /// Enters a moment, or moves it.
    void set(Moment moment, long atNs) {
        moment.at(atNs);
        if (atNs < moment.placeNs()) {
            remove(moment);
            place(moment, atNs);
        }
    }

    /// Enters a moment that was taken, to be taken once more.
    void again(Moment moment, long placeNs) {
        remove(moment);
        place(moment, placeNs);
    }

    /// Takes a moment out.
    void remove(Moment moment) {
        if (moment.placeNs() != Moment.NEVER) {
            queue.remove(moment);
            moment.placeAt(Moment.NEVER);
            firstNs = queue.isEmpty() ? Moment.NEVER : queue.first().placeNs();
        }
    }

    /// Takes out the first that is due.
    ///
    /// @return its timer, null when none is due
    LeaseTimer take(long nowNs) {
        while (firstNs <= nowNs) {
            Moment first = queue.first();
            remove(first);
            if (first.atNs() <= nowNs) {
                return first.timer();
            }
            place(first, first.atNs());
        }
        return null;
    }

    /// No moment comes before this.
    long firstNs() {
        return firstNs;
    }

    /// Forgets all.
    void clear() {
        queue.clear();
        firstNs = Moment.NEVER;
    }

    private void place(Moment moment, long placeNs) {
        moment.placeAt(placeNs);
        queue.add(moment);
        firstNs = Math.min(firstNs, placeNs);
    }
}
