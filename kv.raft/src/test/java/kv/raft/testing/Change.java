package kv.raft.testing;

import kv.raft.model.ConfChange;
import kv.raft.model.ConfChange.Kind;
import kv.raft.model.ConfChange.Step;
import kv.raft.model.Payload;

/// The payload of a change of membership. An empty payload is the core's own
/// [ConfChange#leaveJoint()].
public record Change(ConfChange change) implements Payload {

    /// What an entry of a conf change kind decodes to.
    public static ConfChange decode(Payload payload) {
        return payload instanceof Change known ? known.change() : ConfChange.leaveJoint();
    }

    @Override
    public int sizeBytes() {
        return 8 * change.steps().size();
    }

    /// Steps as scenarios write them: `+4` a voter, `~4` a learner, `-4` nobody, `=4` an update.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : change.steps()) {
            text.append(text.isEmpty() ? "" : " ").append(sign(step.kind())).append(step.nodeId());
        }
        return text.toString();
    }

    private static char sign(Kind kind) {
        return switch (kind) {
            case ADD_VOTER -> '+';
            case ADD_LEARNER -> '~';
            case REMOVE -> '-';
            case UPDATE -> '=';
        };
    }
}
