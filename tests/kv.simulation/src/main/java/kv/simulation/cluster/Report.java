package kv.simulation.cluster;

/// What a run was.
///
/// @param hash stands for everything that happened
/// @param simulatedNs how much time passed in it
/// @param events how much happened
/// @param entries committed
/// @param answers that were judged
/// @param watched events that watchers had
/// @param terms with a leader
/// @param expired leases whose time was over
public record Report(long hash, long simulatedNs, long events, long entries, long answers,
        long watched, long terms, long expired) {
}
