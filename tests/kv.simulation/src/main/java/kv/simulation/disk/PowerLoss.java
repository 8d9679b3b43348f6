package kv.simulation.disk;

/// The machine has lost power: whatever code was running ends here. Thrown by every use of a
/// [SimulatedDisk] from the crash until its restart; only the test catches it.
public final class PowerLoss extends Error {

    private static final long serialVersionUID = 1L;

    PowerLoss() {
        super("the simulated machine has lost power", null, false, false);
    }
}
