package kv.server.consensus;

import java.util.concurrent.Executor;
import kv.api.KvException;

/// A reader that waits until what it reads is linearizable.
public interface ReadRequest extends Runnable {

    /// Where [#run()] or [#refuse(KvException)] is called.
    Executor loop();

    /// When it is given up, on the clock's scale.
    long deadlineNs();

    /// The newest published view shows everything that was acknowledged before the question.
    @Override
    void run();

    /// Nobody confirmed in time.
    void refuse(KvException refusal);
}
