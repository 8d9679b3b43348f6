package kv.api.spi.storage;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// For engines: keeps native objects or mapped files while somebody reads through them, since using
/// a freed one would crash the process. Readers pass in parallel and may pass again inside; closing
/// waits until all are out.
public final class EngineGate {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final String engine;
    private boolean closed;

    /// An open gate.
    ///
    /// @param engine for the error: `the ENGINE engine is closed`
    public EngineGate(String engine) {
        this.engine = engine;
    }

    /// A way through; the caller unlocks it.
    ///
    /// @throws IllegalStateException when the gate is closed
    public Lock enter() {
        Lock passage = lock.readLock();
        passage.lock();
        if (closed) {
            passage.unlock();
            throw new IllegalStateException("the " + engine + " engine is closed");
        }
        return passage;
    }

    /// Waits for the readers, keeps new ones out and runs `release` once.
    public void close(Runnable release) {
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
