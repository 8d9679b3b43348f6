package kv.simulation.judge;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.Supplier;
import kv.api.pb.mvccpb.KeyValue;
import kv.simulation.world.World;

/// Linearizability of what clients are answered. Revisions give the order: each answer must be what
/// the model says at its revision, and its revision no older than any that a client was told before
/// the question; that of a write must be newer.
///
/// Confined to the simulation's thread.
public final class ClientJudge {

    private final World world;
    private final Model model;
    private long newest = 1;
    private long answers;

    public ClientJudge(World world, Model model) {
        this.world = world;
        this.model = model;
    }

    /// The newest revision that any client was told.
    public long newest() {
        return newest;
    }

    /// How many answers there were.
    public long answers() {
        return answers;
    }

    /// A write was answered: at this revision it set a key, or deleted it.
    ///
    /// @param value null for a deletion
    /// @param floor [#newest()] when it was sent
    public void wrote(ByteString key, ByteString value, long revision, long floor) {
        told(revision);
        List<Model.Version> changed = revision > model.revision()
                ? List.of() : model.changedBy(revision);
        require(revision > floor && changed.stream().anyMatch(version -> version.key().equals(key)
                && (value == null ? version.deleted() : value.equals(version.value()))), () ->
                "a write of " + key.toStringUtf8() + " was answered with revision " + revision
                + ", asked after " + floor + "; that revision changed "
                + changed.stream().map(Keys::text).toList());
    }

    /// A linearizable question about one key was answered.
    ///
    /// @param found empty if there was no such key
    /// @param floor [#newest()] when it was asked
    public void read(ByteString key, List<KeyValue> found, long revision, long floor) {
        require(revision >= floor, () -> "a read of " + key.toStringUtf8() + " at revision "
                + revision + " was asked after somebody was told of revision " + floor);
        told(revision);
        shows(key, found, revision, revision);
    }

    /// A question about one key was answered that need not be linearizable.
    ///
    /// @param at which revision it was asked about
    /// @param revision of the answering member
    public void shows(ByteString key, List<KeyValue> found, long at, long revision) {
        answers++;
        Model.Version expected = model.at(key, at);
        require(revision <= model.revision() && (found.isEmpty() ? expected == null
                : Keys.same(expected, found.getFirst())), () -> "at revision " + at + " "
                + key.toStringUtf8() + " is shown as "
                + (found.isEmpty() ? "nothing" : Keys.text(found.getFirst())) + ", not as "
                + Keys.text(expected));
    }

    private void told(long revision) {
        answers++;
        newest = Math.max(newest, revision);
    }

    private void require(boolean holds, Supplier<String> facts) {
        world.court().require(holds, "linearizability", facts);
    }
}
