package kv.simulation.plant;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import kv.api.pb.etcdserverpb.InternalRaftRequest;
import kv.raft.model.Entry;
import kv.raft.model.HardState;
import kv.raft.model.Message;
import kv.raft.model.Ready;
import kv.server.command.CommandPayload;
import kv.server.consensus.RaftOutputs;
import kv.simulation.judge.Passing;

/// Ways to spoil what the consensus wants done. Each is for one life of a member.
final class Spoilt {

    private Spoilt() {
    }

    /// The log never learns for whom the member has voted.
    static RaftOutputs forgetsVotes(RaftOutputs real) {
        return new Passing(real) {
            @Override
            public void write(Ready.Persist write) {
                HardState state = write.hardState();
                super.write(new Ready.Persist(write.sequence(), write.change(),
                        new HardState(state.term(), 0, state.commit()), write.snapshot(),
                        write.entries(), write.messages()));
            }
        };
    }

    /// What may be said only when the disk has it is said at once.
    static RaftOutputs speaksBeforeItWrites(RaftOutputs real) {
        return new Passing(real) {
            @Override
            public void write(Ready.Persist write) {
                if (!write.messages().isEmpty()) {
                    super.send(write.messages());
                }
                super.write(write);
            }
        };
    }

    /// Messages are others.
    static RaftOutputs says(RaftOutputs real, UnaryOperator<Message> other) {
        return new Passing(real) {
            @Override
            public void send(List<Message> messages) {
                super.send(messages.stream().map(other).toList());
            }
        };
    }

    /// Proposals to the leader go twice.
    static RaftOutputs forwardsTwice(RaftOutputs real) {
        return new Passing(real) {
            @Override
            public void send(List<Message> messages) {
                List<Message> all = new ArrayList<>(messages);
                messages.stream().filter(Message.Propose.class::isInstance).forEach(all::add);
                super.send(all);
            }
        };
    }

    /// Of the first command after a start nothing is applied.
    static RaftOutputs skipsOne(RaftOutputs real) {
        return changesOne(real, entry -> null);
    }

    /// The first put after a start has another value.
    static RaftOutputs appliesAnother(RaftOutputs real) {
        return changesOne(real, entry -> {
            try {
                InternalRaftRequest command =
                        ((CommandPayload) entry.payload()).request().toBuilder().build();
                return new Entry(entry.term(), entry.index(), entry.kind(),
                        CommandPayload.of(command.toBuilder().setPut(command.getPut().toBuilder()
                                .setValue(ByteString.copyFromUtf8("flipped"))).build()));
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static boolean isPut(Entry entry) {
        try {
            return entry.payload() instanceof CommandPayload command
                    && !entry.kind().changesMembership() && command.request().hasPut()
                    && command.request().getPut().getLease() == 0;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static RaftOutputs changesOne(RaftOutputs real, UnaryOperator<Entry> change) {
        return new Passing(real) {
            private boolean changed;

            @Override
            public void apply(List<Entry> committed) {
                List<Entry> given = new ArrayList<>();
                for (Entry entry : committed) {
                    boolean now = !changed && isPut(entry);
                    changed |= now;
                    Entry applied = now ? change.apply(entry) : entry;
                    if (applied != null) {
                        given.add(applied);
                    }
                }
                super.apply(given);
            }
        };
    }
}
