package kv.simulation.cluster;

import java.util.Locale;
import kv.server.loop.Clock;
import kv.simulation.plant.Bug;

/// The simulation from the command line: `FIRST-SEED [SEEDS [MEMBERS [SECONDS]]]`. A run that
/// breaks a rule is printed with its story, and ends the program with 1. `bugs [BUG [MOST-SEEDS]]`
/// plants bugs instead, and tells which seed shows each.
public final class Main {

    private static final double NS_PER_SECOND = 1e9;
    private static final double SECONDS_PER_HOUR = 3_600;

    private Main() {
    }

    /// Runs seeds, one after the other.
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("bugs")) {
            hunt(args);
            return;
        }
        long first = number(args, 0, 1);
        long seeds = number(args, 1, 1);
        long simulatedNs = 0;
        long startNs = Clock.SYSTEM.nowNs();
        for (long seed = first; seed < first + seeds; seed++) {
            Settings usual = Settings.of(seed);
            try {
                Report report = Simulation.run(seed, usual
                        .withMembers((int) number(args, 2, usual.members()))
                        .withSeconds((int) number(args, 3, usual.seconds())));
                simulatedNs += report.simulatedNs();
                System.out.println("seed " + seed + ": " + report);
            } catch (AssertionError broken) {
                System.out.println(broken.getMessage());
                System.exit(1);
            }
        }
        double seconds = simulatedNs / NS_PER_SECOND;
        double took = (Clock.SYSTEM.nowNs() - startNs) / NS_PER_SECOND;
        System.out.printf(Locale.ROOT, "%d seeds, %.2f simulated hours in %.0f s: %.0f times as"
                + " fast as time%n", seeds, seconds / SECONDS_PER_HOUR, took, seconds / took);
    }

    private static void hunt(String[] args) {
        for (Bug bug : Bug.values()) {
            if (args.length < 2 || bug.name().equals(args[1])) {
                System.out.println(Hunt.of(bug, number(args, 2, 1_000)));
            }
        }
    }

    private static long number(String[] args, int place, long otherwise) {
        return args.length > place ? Long.parseLong(args[place]) : otherwise;
    }
}
