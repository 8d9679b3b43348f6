package kv.server.loop;

/// An owner of state, driven turn by turn. All its methods but [#roleName()] run on the one
/// thread that turns it.
public interface Loop {

    /// Name of the role, such as `kvd-raft`; part of the thread's name.
    String roleName();

    /// Called once before the first turn.
    default void onStart() {
    }

    /// One turn: takes what has come in, does a bounded amount of work.
    ///
    /// @param nowNs the clock's [Clock#nowNs()] at the beginning of the turn
    /// @return how much was done; 0 lets the thread rest
    int doWork(long nowNs);

    /// The next moment at which a turn is due although nothing comes in, on the scale of
    /// [Clock#nowNs()]; [Long#MAX_VALUE] when there is none.
    default long nextDeadlineNs() {
        return Long.MAX_VALUE;
    }

    /// Called once after the last turn.
    default void onClose() {
    }
}
