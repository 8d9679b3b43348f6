package kv.server.lease;

import java.util.concurrent.Executor;
import kv.api.KvException;

/// Somebody wants a lease renewed, and waits.
///
/// @param leaseId any number, 0 too
/// @param loop where the outcome is told
/// @param outcome told once
public record Renewal(long leaseId, Executor loop, Outcome outcome) {

    /// What became of it.
    public interface Outcome {

        /// The lease lives that long from now on; 0 when there is no such lease, or it has ended.
        void renewed(long ttlSeconds);

        /// Nobody knows.
        void refused(KvException reason);
    }
}
