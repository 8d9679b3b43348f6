package kv.server.service;

import com.google.protobuf.MessageLite;
import java.util.function.Function;
import kv.api.KvException;
import kv.api.service.Reply;
import kv.server.command.Proposal;

/// Waits for a command's outcome and answers the call with it.
///
/// @param <M> the response message
/// @param reply the call's answer
/// @param response makes the response of what apply returned
record Awaiting<M extends MessageLite>(Reply<M> reply, Function<Object, M> response)
        implements Proposal.Waiter {

    @Override
    public void applied(Object result) {
        M message;
        try {
            message = response.apply(result);
        } catch (KvException refusal) {
            reply.fail(refusal);
            return;
        }
        reply.complete(message);
    }

    @Override
    public void refused(KvException refusal) {
        reply.fail(refusal);
    }
}
