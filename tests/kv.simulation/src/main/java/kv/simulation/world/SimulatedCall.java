package kv.simulation.world;

import java.util.Optional;
import java.util.concurrent.Executor;
import kv.api.service.CallContext;

/// A call of somebody inside the simulation, who waits for ever and never gives up.
///
/// @param loop where answers come
public record SimulatedCall(Executor loop) implements CallContext {

    @Override
    public long deadlineNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public Optional<String> metadata(String name) {
        return Optional.empty();
    }

    @Override
    public String peer() {
        return "simulated";
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {
        // nobody gives up
    }
}
