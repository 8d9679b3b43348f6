package kv.shell.render;

/// What one endpoint said about itself.
///
/// @param endpoint as it was named
/// @param message its answer
/// @param <M> the response message
public record Answer<M>(String endpoint, M message) {
}
