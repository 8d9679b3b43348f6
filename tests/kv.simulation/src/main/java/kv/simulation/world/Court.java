package kv.simulation.world;

import java.util.function.Supplier;

/// Where judges say that something is not as it must be. The first word counts: code between a
/// judge and the simulation may swallow what a judge throws, but nothing happens after it.
/// Confined to the simulation's thread.
public final class Court {

    private Verdict verdict;

    /// A rule was broken.
    public static final class Verdict extends AssertionError {

        private static final long serialVersionUID = 1L;

        Verdict(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Says that a rule must hold.
    ///
    /// @param rule its name
    /// @param facts told when it does not hold
    public void require(boolean holds, String rule, Supplier<String> facts) {
        if (!holds) {
            condemn(rule + ": " + facts.get(), null);
        }
    }

    /// Says that something must not have happened.
    public void condemn(String what, Throwable cause) {
        if (verdict == null) {
            verdict = new Verdict(what, cause);
        }
        throw verdict;
    }

    /// Ends the run if a rule was broken.
    public void hold() {
        if (verdict != null) {
            throw verdict;
        }
    }
}
