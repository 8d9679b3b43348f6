package kv.server.loop;

/// Calls a resting loop back to work. Any thread; cheap when the loop is awake.
@FunctionalInterface
public interface Wakeup {

    /// Nobody rests: a simulation turns every loop anyway.
    Wakeup NONE = () -> { };

    /// Makes sure that a turn begins after this call.
    void wake();
}
