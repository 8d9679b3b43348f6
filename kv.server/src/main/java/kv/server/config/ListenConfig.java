package kv.server.config;

import java.net.URI;
import java.util.List;
import java.util.Set;

/// The addresses that the member opens. Port 0 takes a free one. Lists are sorted, without
/// duplicates.
///
/// @param client for clients, at least one
/// @param peer for other members, at least one
/// @param metrics for `/metrics` and health alone; mostly empty
/// @param admin for the browser console, loopback only; mostly empty
/// @param corsOrigins web origins that may use the client port; `*` for all
/// @param hostWhitelist `Host` names that plain HTTP requests may use; `*` for all
public record ListenConfig(
        List<URI> client,
        List<URI> peer,
        List<URI> metrics,
        List<URI> admin,
        Set<String> corsOrigins,
        Set<String> hostWhitelist) {
}
