package kv.store.schema;

import java.util.List;

/// The row `confState` of table `meta`: raft's configuration at the consistent index, as JSON.
///
/// @param voters ids of the voting members
/// @param votersOutgoing the old configuration's voters while it is joint
/// @param learners ids of the learners
/// @param learnersNext voters that become learners when the joint configuration ends
/// @param autoLeave whether the joint configuration ends by itself
public record ConfStateRow(List<Long> voters, List<Long> votersOutgoing, List<Long> learners,
        List<Long> learnersNext, boolean autoLeave) {

    /// Keeps lists that nobody can change.
    public ConfStateRow {
        voters = List.copyOf(voters);
        votersOutgoing = List.copyOf(votersOutgoing);
        learners = List.copyOf(learners);
        learnersNext = List.copyOf(learnersNext);
    }

    /// The row's value.
    public byte[] encode() {
        Json json = Json.object();
        putUnlessEmpty(json, "voters", voters);
        putUnlessEmpty(json, "learners", learners);
        putUnlessEmpty(json, "voters_outgoing", votersOutgoing);
        putUnlessEmpty(json, "learners_next", learnersNext);
        return json.flag("auto_leave", autoLeave).encode();
    }

    /// The row with that value.
    ///
    /// @throws com.google.gson.JsonParseException when the bytes are no JSON object
    public static ConfStateRow decode(byte[] row) {
        Json json = Json.parse(row);
        return new ConfStateRow(json.unsignedList("voters"), json.unsignedList("voters_outgoing"),
                json.unsignedList("learners"), json.unsignedList("learners_next"),
                json.flag("auto_leave"));
    }

    private static void putUnlessEmpty(Json json, String name, List<Long> ids) {
        if (!ids.isEmpty()) {
            json.unsigned(name, ids);
        }
    }
}
