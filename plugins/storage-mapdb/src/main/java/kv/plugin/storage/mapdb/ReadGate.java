package kv.plugin.storage.mapdb;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Keeps the mapped files while somebody reads them. Readers pass in parallel and may pass again
/// inside; closing waits until all are out.
final class ReadGate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /// A way through; the caller unlocks it.
    ///
    /// @throws IllegalStateException when the gate is closed
    Lock enter() {
        Lock passage = lock.readLock();
        passage.lock();
        if (closed) {
            passage.unlock();
            throw new IllegalStateException("the MapDB engine is closed");
        }
        return passage;
    }

    /// Waits for the readers, keeps new ones out and runs `release` once.
    void close(Runnable release) {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
