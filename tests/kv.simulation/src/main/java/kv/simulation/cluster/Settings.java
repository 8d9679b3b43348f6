package kv.simulation.cluster;

import java.util.function.Supplier;
import kv.simulation.plant.Bug;
import kv.simulation.plant.Plant;

/// What kind of run it is.
///
/// @param members voters at the beginning
/// @param seconds how long there is trouble
/// @param spares machines that may join
/// @param plant what is spoilt on purpose
public record Settings(int members, int seconds, int spares, Supplier<Plant> plant) {

    /// The members that a seed has unless it is told otherwise: three, five or seven.
    public static Settings of(long seed) {
        int[] sizes = {3, 3, 5, 3, 5, 7};
        return new Settings(sizes[Math.floorMod(seed, sizes.length)], 40, 2,
                () -> Plant.NOTHING);
    }

    /// The same with something spoilt.
    public Settings with(Bug bug) {
        return new Settings(members, seconds, spares, bug::plant);
    }

    /// The same with another number of members.
    public Settings withMembers(int count) {
        return new Settings(count, seconds, spares, plant);
    }

    /// The same with another length.
    public Settings withSeconds(int length) {
        return new Settings(members, length, spares, plant);
    }
}
