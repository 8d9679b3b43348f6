package kv.simulation.plant;

import java.util.List;
import java.util.function.Consumer;
import kv.api.service.Services;
import kv.raft.model.Message;
import kv.server.command.Proposal;
import kv.server.consensus.RaftOutputs;
import kv.simulation.disk.SimulatedDisk;

/// The bugs that can be planted.
public enum Bug {

    /// The log is not synced before an entry is acknowledged.
    NO_SYNC {
        @Override
        public Plant plant() {
            return new Plant() {
                @Override
                public void disk(SimulatedDisk disk) {
                    disk.loseSyncs(".wal");
                }
            };
        }
    },

    /// A member acknowledges, and votes, before its disk has what that promises.
    SPEAKS_BEFORE_IT_WRITES {
        @Override
        public Plant plant() {
            return of(Spoilt::speaksBeforeItWrites);
        }
    },

    /// A member forgets at a restart for whom it has voted.
    VOTE_FORGOTTEN {
        @Override
        public Plant plant() {
            return new Plant() {
                @Override
                public RaftOutputs outputs(RaftOutputs real) {
                    return Spoilt.forgetsVotes(real);
                }

                @Override
                public List<String> flags() {
                    return List.of("--pre-vote=false");
                }
            };
        }
    },

    /// A member votes for whoever asks.
    VOTE_FOR_ANYBODY {
        @Override
        public Plant plant() {
            return of(real -> Spoilt.says(real, message ->
                    message instanceof Message.VoteResponse vote
                            ? new Message.VoteResponse(vote.to(), vote.from(), vote.term(), false)
                            : message));
        }
    },

    /// A member would vote for whoever asks, whatever its own log holds.
    PRE_VOTE_FOR_ANYBODY {
        @Override
        public Plant plant() {
            return of(real -> Spoilt.says(real, message ->
                    message instanceof Message.PreVoteResponse vote && vote.rejected()
                            ? new Message.PreVoteResponse(
                                    vote.to(), vote.from(), vote.term() + 1, false)
                            : message));
        }
    },

    /// A leader tells its followers that entries are committed before a quorum holds them.
    COMMIT_WITHOUT_QUORUM {
        @Override
        public Plant plant() {
            return of(real -> Spoilt.says(real, message -> message instanceof Message.Append append
                    ? new Message.Append(append.to(), append.from(), append.term(), append.prev(),
                            append.entries(), Math.max(append.commit(), append.lastIndex()))
                    : message));
        }
    },

    /// A read is answered without asking who leads.
    READ_WITHOUT_INDEX {
        @Override
        public Plant plant() {
            return new Plant() {
                @Override
                public Services services(Services real) {
                    return Fooled.readsAnything(real);
                }
            };
        }
    },

    /// A member takes an old snapshot for a new one.
    STALE_SNAPSHOT {
        @Override
        public Plant plant() {
            return new Plant() {
                private byte[] first;

                @Override
                public byte[] snapshot(byte[] sent) {
                    first = first == null ? sent : first;
                    return first;
                }
            };
        }
    },

    /// What only the leader of a term may say is held up, and counts in later terms too: a leader
    /// that was deposed revokes leases.
    REVOKED_BY_THE_DEPOSED {
        @Override
        public Plant plant() {
            return new Plant() {
                @Override
                public Consumer<Proposal> proposals(Consumer<Proposal> real) {
                    return new HeldUp(real);
                }
            };
        }
    },

    /// After a start one entry is not applied.
    APPLY_SKIPPED {
        @Override
        public Plant plant() {
            return of(Spoilt::skipsOne);
        }
    },

    /// A member applies another value than the log has.
    OTHER_VALUE {
        @Override
        public Plant plant() {
            return of(Spoilt::appliesAnother);
        }
    },

    /// A proposal that is passed on to the leader is passed on twice.
    APPLIED_TWICE {
        @Override
        public Plant plant() {
            return of(Spoilt::forwardsTwice);
        }
    },

    /// A watcher is not told that a compaction has taken what it had not seen.
    EVENT_LOST_AT_COMPACTION {
        @Override
        public Plant plant() {
            return new Plant() {
                @Override
                public Services services(Services real) {
                    return Fooled.skipsCompacted(real);
                }
            };
        }
    };

    /// The bug, for one run.
    public abstract Plant plant();

    private interface Spoiling {

        RaftOutputs spoil(RaftOutputs real);
    }

    private static Plant of(Spoiling spoiling) {
        return new Plant() {
            @Override
            public RaftOutputs outputs(RaftOutputs real) {
                return spoiling.spoil(real);
            }
        };
    }
}
