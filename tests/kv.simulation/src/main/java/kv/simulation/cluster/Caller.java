package kv.simulation.cluster;

import com.google.protobuf.MessageLite;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kv.api.KvException;
import kv.api.service.CallContext;
import kv.api.service.Reply;
import kv.api.service.Services;
import kv.simulation.world.SimulatedCall;

/// Carries a client's calls to a machine and the answers back, which takes a while both ways and
/// comes to nothing if the machine dies.
final class Caller {

    private static final long SLOWEST_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Cluster cluster;
    private final SplittableRandom chance;

    Caller(Cluster cluster) {
        this.cluster = cluster;
        this.chance = cluster.world().chance().split();
    }

    private long travelNs() {
        return 10_000 + chance.nextLong(SLOWEST_NS);
    }

    /// Calls the member on a machine.
    ///
    /// @param call what to ask; what it throws is a refusal
    /// @param outcome told once, or never
    <M extends MessageLite> void call(Machine machine, Asking<M> call, Outcome<M> outcome) {
        long life = machine.life();
        cluster.world().timeline().after(travelNs(), () -> {
            if (!machine.up() || machine.life() != life) {
                return;
            }
            Answer<M> answer = new Answer<>(outcome);
            try {
                call.ask(cluster.services(machine),
                        new SimulatedCall(machine.running().loop()), answer);
            } catch (KvException refusal) {
                answer.fail(refusal);
            }
        });
    }

    /// Something to be asked.
    @FunctionalInterface
    interface Asking<M extends MessageLite> {

        void ask(Services services, CallContext call, Reply<M> reply);
    }

    /// What came of it.
    ///
    /// @param answered takes the answer
    /// @param refused takes a refusal, which says nothing of whether a write took effect
    record Outcome<M extends MessageLite>(Consumer<M> answered, Consumer<KvException> refused) {

        static <M extends MessageLite> Outcome<M> of(
                Consumer<M> answered, Runnable either) {
            return new Outcome<>(answer -> {
                answered.accept(answer);
                either.run();
            }, refusal -> either.run());
        }
    }

    private final class Answer<M extends MessageLite> implements Reply<M> {

        private final Outcome<M> outcome;
        private int answers;

        Answer(Outcome<M> outcome) {
            this.outcome = outcome;
        }

        @Override
        public void complete(M message) {
            back(outcome.answered(), message);
        }

        @Override
        public void fail(KvException refusal) {
            back(outcome.refused(), refusal);
        }

        private <T> void back(Consumer<T> taker, T what) {
            cluster.world().court().require(++answers == 1, "one answer",
                    () -> "answered again: " + what);
            cluster.world().timeline().after(travelNs(), () -> taker.accept(what));
        }
    }
}
