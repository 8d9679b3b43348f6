package kv.plugin.protocol.grpc.method;

import java.util.List;
import kv.api.pb.v3lockpb.LockRequest;
import kv.api.pb.v3lockpb.LockResponse;
import kv.api.pb.v3lockpb.UnlockRequest;
import kv.api.pb.v3lockpb.UnlockResponse;
import kv.api.service.LockService;

/// The rows of `v3lockpb.Lock`. Immutable.
public final class LockMethods {

    /// `Lock`.
    public static final Unary<LockService, LockRequest, LockResponse> LOCK =
            new Unary<>(LockService.class, "v3lockpb.Lock/Lock",
                    LockRequest.parser(), LockResponse.parser(),
                    LockService::lock);

    /// `Unlock`.
    public static final Unary<LockService, UnlockRequest, UnlockResponse> UNLOCK =
            new Unary<>(LockService.class, "v3lockpb.Lock/Unlock",
                    UnlockRequest.parser(), UnlockResponse.parser(),
                    LockService::unlock);

    static final List<Method<?, ?, ?>> ALL = List.of(
            LOCK, UNLOCK);

    private LockMethods() {
    }
}
