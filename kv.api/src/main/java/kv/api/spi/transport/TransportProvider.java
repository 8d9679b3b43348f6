package kv.api.spi.transport;

import java.net.URI;
import java.util.Set;

/// How URLs of some schemes are understood (ServiceLoader). Stateless.
public interface TransportProvider {

    /// The schemes, such as `http` and `https`.
    Set<String> schemes();

    /// The endpoint that a URL names.
    ///
    /// @throws IllegalArgumentException with a message for the operator when the URL is not valid
    Endpoint endpoint(URI url);
}
