package kv.simulation.world;

import java.util.SplittableRandom;

/// What everybody in a run is given. Everything in it follows from the seed.
///
/// @param timeline time
/// @param story what happened
/// @param court where judges speak
/// @param chance the only source of chance; who needs much of it splits a part off
public record World(Timeline timeline, Story story, Court court, SplittableRandom chance) {

    /// The world of a seed.
    public static World of(long seed) {
        Timeline timeline = new Timeline();
        return new World(timeline, new Story(timeline), new Court(), new SplittableRandom(seed));
    }
}
