package kv.plugin.protocol.grpc.server;

import io.grpc.Status;
import kv.api.spi.metrics.MetricRegistry.Counter;

/// What is counted of one method's calls. Any thread.
///
/// @param started calls that began
/// @param messagesReceived requests
/// @param messagesSent responses
/// @param handled calls that ended, by the number of their code
record MethodCounts(
        Counter started, Counter messagesReceived, Counter messagesSent, Counter[] handled) {

    void ended(Status.Code code) {
        handled[code.value()].increment();
    }
}
