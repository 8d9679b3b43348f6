package kv.server.loop;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// The way into a loop: any thread puts, the owner takes, in order.
///
/// It is not bounded by itself: everything in it rides on a credit of the admission at the
/// service, so that no owner ever blocks on another's queue.
///
/// @param <T> what is handed over
public final class Mailbox<T> {

    private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
    private final Wakeup owner;

    /// @param owner called after each put
    public Mailbox(Wakeup owner) {
        this.owner = owner;
    }

    /// Hands `item` over and wakes the owner.
    public void put(T item) {
        queue.add(item);
        owner.wake();
    }

    /// Owner only: the next item, or null.
    public T poll() {
        return queue.poll();
    }

    /// Owner only: gives up to `limit` items to `action`.
    ///
    /// @return how many
    public int drain(int limit, Consumer<? super T> action) {
        int taken = 0;
        while (taken < limit) {
            T item = queue.poll();
            if (item == null) {
                break;
            }
            action.accept(item);
            taken++;
        }
        return taken;
    }

    /// Owner only: moves up to `limit` items to `target`.
    public int drainTo(ArrayDeque<? super T> target, int limit) {
        return drain(limit, target::add);
    }

    /// True when nothing waits.
    public boolean isEmpty() {
        return queue.isEmpty();
    }
}
