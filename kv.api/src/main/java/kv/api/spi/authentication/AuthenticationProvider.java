package kv.api.spi.authentication;

import kv.api.service.CallContext;

/// How calls are identified (ServiceLoader).
public interface AuthenticationProvider {

    /// Name, such as `simple` or `jwt`.
    String name();

    /// The caller's identity. Event loop; must not block.
    ///
    /// @throws kv.api.KvException when credentials are given and not valid
    Identity identify(CallContext call);
}
