package kv.server.assembly;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kv.server.log.Log;

/// The parts of one server that have started so far. Any thread may close it, at any moment of the
/// start; a part that comes later is then closed at once.
final class Assembly implements AutoCloseable {

    /// The order in which parts stop. First whatever brings work in, then the member, which
    /// finishes what it has taken, then the files below it; the data directory is given free when
    /// nobody uses it any more.
    static final List<Part> STOP_ORDER = List.of(
            Part.CONSOLE,
            Part.CLIENT_PROTOCOLS,
            Part.CLIENT_LISTENERS,
            Part.MEMBER,
            Part.PEER_PROTOCOLS,
            Part.PEER_LISTENERS,
            Part.ENGINE,
            Part.DATA_DIRECTORY,
            Part.METRICS,
            Part.EVENT_LOOPS);

    private static final Log LOG = Log.of(Assembly.class);

    private final Map<Part, Deque<AutoCloseable>> started = new EnumMap<>(Part.class);
    private boolean closed;

    /// Takes a started part over, to be stopped in its turn; of several under one name the last
    /// started stops first.
    <T extends AutoCloseable> T add(Part part, T running) {
        if (!keep(part, running)) {
            stop(part, running);
            throw new ClosedAssembly();
        }
        return running;
    }

    private synchronized boolean keep(Part part, AutoCloseable running) {
        if (closed) {
            return false;
        }
        started.computeIfAbsent(part, unused -> new ArrayDeque<>()).push(running);
        return true;
    }

    /// Stops everything in [#STOP_ORDER]. A part that fails to stop is logged and does not keep
    /// the others from it. Once; later calls wait for the first.
    @Override
    public synchronized void close() {
        closed = true;
        for (Part part : STOP_ORDER) {
            Deque<AutoCloseable> running = started.getOrDefault(part, new ArrayDeque<>());
            while (!running.isEmpty()) {
                stop(part, running.pop());
            }
        }
    }

    private static void stop(Part part, AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            LOG.failure("failed to stop " + part, e);
        }
    }

    /// The start goes on no further: the assembly was closed meanwhile.
    static final class ClosedAssembly extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ClosedAssembly() {
            super("stopped while starting", null, false, false);
        }
    }
}
