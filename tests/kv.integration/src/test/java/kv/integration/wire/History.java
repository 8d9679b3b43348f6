package kv.integration.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What concurrent clients asked and were answered, and the judge of it: a history is linearizable
/// if every operation can be thought to have happened at one moment between its call and its
/// answer. Answers carry revisions, which name that moment's place in the order of all writes, so
/// nothing has to be searched for (Herlihy and Wing, §3): it is enough that
///
/// - an operation's revision is not below that of any operation that was answered before it was
///   called, and a write's is above it;
/// - what it was answered is what the store held at that revision.
///
/// Any thread may record; one judges.
public final class History {

    private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();

    /// An answered operation on one key.
    ///
    /// @param calledNs when it was called, by one clock for all
    /// @param answeredNs when its answer was there
    /// @param revision in the answer's header
    /// @param key what it was about
    /// @param wrote the value that it set, empty for a deletion; null when it changed nothing
    /// @param saw the value before it, or at its revision if it changed nothing; empty for
    ///        none; null when it does not say
    public record Operation(long calledNs, long answeredNs, long revision, String key,
            Optional<String> wrote, Optional<String> saw) {
    }

    /// Notes an answer.
    public void add(Operation operation) {
        operations.add(operation);
    }

    /// How many answers there are.
    public int size() {
        return operations.size();
    }

    /// What contradicts linearizability, in words; empty when nothing does.
    ///
    /// @param changes all changes of the store, each with its revision, from the first
    public List<String> judge(List<Change> changes) {
        Map<String, NavigableMap<Long, Optional<String>>> states = states(changes);
        List<String> contradictions = new ArrayList<>(order());
        for (Operation operation : operations) {
            judge(operation, states.getOrDefault(operation.key(), new TreeMap<>()))
                    .ifPresent(contradictions::add);
        }
        return contradictions;
    }

    /// A key's new value; empty for a deletion.
    public record Change(long revision, String key, Optional<String> value) {
    }

    private static Map<String, NavigableMap<Long, Optional<String>>> states(
            List<Change> changes) {
        Map<String, NavigableMap<Long, Optional<String>>> states = new TreeMap<>();
        for (Change change : changes) {
            states.computeIfAbsent(change.key(), key -> new TreeMap<>())
                    .put(change.revision(), change.value());
        }
        return states;
    }

    private static Optional<String> judge(
            Operation operation, NavigableMap<Long, Optional<String>> key) {
        long at = operation.revision();
        if (operation.wrote() != null && !operation.wrote().equals(key.get(at))) {
            return Optional.of(operation + ": the store holds " + key.get(at));
        }
        Optional<String> held = held(key, operation.wrote() == null ? at : at - 1);
        if (operation.saw() != null && !Objects.equals(operation.saw(), held)) {
            return Optional.of(operation + ": the store held " + held);
        }
        return Optional.empty();
    }

    private static Optional<String> held(
            NavigableMap<Long, Optional<String>> key, long revision) {
        Map.Entry<Long, Optional<String>> last = key.floorEntry(revision);
        return last == null ? Optional.empty() : last.getValue();
    }

    /// Goes through time: the highest revision answered so far binds whatever is called later.
    private List<String> order() {
        List<Operation> byCall = new ArrayList<>(operations);
        byCall.sort(Comparator.comparingLong(Operation::calledNs));
        List<Operation> byAnswer = new ArrayList<>(operations);
        byAnswer.sort(Comparator.comparingLong(Operation::answeredNs));
        List<String> contradictions = new ArrayList<>();
        int answered = 0;
        long highest = 0;
        for (Operation operation : byCall) {
            while (byAnswer.get(answered).answeredNs() < operation.calledNs()) {
                highest = Math.max(highest, byAnswer.get(answered).revision());
                answered++;
            }
            long least = operation.wrote() == null ? highest : highest + 1;
            if (operation.revision() < least) {
                contradictions.add(operation + ": revision " + highest
                        + " had been answered before it was called");
            }
        }
        return contradictions;
    }
}
