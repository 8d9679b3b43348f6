package kv.server.loop;

/// The call to a loop that may change its thread: goes to whoever turns the loop now. Any thread.
public final class LoopCall implements Wakeup {

    private volatile Wakeup target;

    /// @param first who turns the loop at first
    public LoopCall(Wakeup first) {
        this.target = first;
    }

    /// Another thread turns the loop from now on.
    public void redirect(Wakeup next) {
        target = next;
    }

    @Override
    public void wake() {
        target.wake();
    }
}
