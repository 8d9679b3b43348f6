package kv.shell.render;

/// Whether an endpoint commits proposals.
///
/// @param endpoint as it was named
/// @param healthy whether it does
/// @param tookNs until it answered or was given up
/// @param error why it does not; empty when it does
public record Health(String endpoint, boolean healthy, long tookNs, String error) {
}
