package kv.server.snapshot.stream;

import java.util.function.Consumer;
import kv.api.KvException;

/// The threads `kvd-read`.
@FunctionalInterface
public interface Readers {

    /// Runs `task` on one of them, or says why not.
    void run(Runnable task, Consumer<KvException> refusal);
}
