package kv.server.loop;

/// Where time comes from.
public interface Clock {

    /// The machine's clock.
    Clock SYSTEM = new Clock() {
        @Override
        public long nowNs() {
            return System.nanoTime();
        }

        @Override
        public long unixMs() {
            return System.currentTimeMillis();
        }
    };

    /// A moment on a scale that only goes forward; differences alone mean anything.
    long nowNs();

    /// Milliseconds since 1970, for ids and for people.
    long unixMs();
}
