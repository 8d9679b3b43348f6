package kv.server;

import java.util.function.Consumer;
import kv.server.command.Proposal;
import kv.server.consensus.RaftOutputs;

/// Who stands between the consensus of a member and those who work for it: nobody, or the judges
/// of a simulation, which see all that passes. No setting of the server leads here.
public interface Witness {

    /// Lets everything pass unseen.
    Witness NOBODY = new Witness() {
    };

    /// What the consensus wants done goes through the returned outputs.
    ///
    /// @param real where it must arrive
    default RaftOutputs outputs(RaftOutputs real) {
        return real;
    }

    /// What is proposed goes through the returned consumer. Any thread calls that.
    ///
    /// @param real where it must arrive
    default Consumer<Proposal> proposals(Consumer<Proposal> real) {
        return real;
    }
}
