package kv.bench.load;

import java.time.Duration;

/// What a run sends, and how long.
///
/// @param operation of every request
/// @param space keys and values
/// @param clients requests in flight; in an open loop the most that may be
/// @param rate requests a second that are due whatever the server does (open loop); 0 for a closed
///        loop, in which each client sends when its last request was answered
/// @param warmup not counted
/// @param duration counted
public record LoadPlan(
        Operation operation, KeySpace space, int clients, int rate,
        Duration warmup, Duration duration) {
}
