package kv.house;

import java.util.List;

/// A call, or the reading of a field, that the house does without.
///
/// @param owner the type, dotted
/// @param member the method or field; `*` for all
/// @param reason why it is banned, and what takes its place
/// @param allowed names of the classes, or prefixes that end in a dot or a star, that may
record Ban(String owner, String member, String reason, List<String> allowed) {

    static final List<Ban> ALL = List.of(
            ban("java.lang.Thread", "sleep", "sleeping guesses: await a condition with a deadline,"
                    + " or let a timer call"),
            ban("java.lang.Thread", "interrupt", "an interrupt closes a file channel for everybody:"
                    + " tell the loop to stop by its own flag",
                    // Restores its own flag after a wait.
                    "kv.server.loop.LoopThread"),
            ban("java.lang.Thread", "stop", "no thread can be stopped from outside"),
            ban("java.lang.System", "exit", "only a program ends the process: throw",
                    "kv.server.assembly.*", "kv.shell.Main*", "kv.bench.*", "kv.simulation.*"),
            ban("java.lang.Runtime", "exit", "only a program ends the process: throw",
                    "kv.server.assembly.*"),
            ban("java.lang.Runtime", "halt", "only the stop for broken state halts",
                    "kv.server.assembly.*", "kv.server.loop.*", "kv.tck.CrashingWriter"),
            ban("java.lang.System", "out", "programs print; the rest logs through System.Logger",
                    "kv.server.assembly.*", "kv.server.config.*", "kv.shell.*", "kv.bench.*",
                    "kv.simulation.*", "kv.tck.*"),
            ban("java.lang.System", "err", "programs print; the rest logs through System.Logger",
                    "kv.server.assembly.*", "kv.server.config.*", "kv.server.log.*", "kv.shell.*",
                    "kv.bench.*", "kv.simulation.*"),
            ban("java.lang.System", "currentTimeMillis", "time comes from an injected Clock",
                    "*Clock", "*Clock$*", "kv.bench.*"),
            ban("java.lang.System", "nanoTime", "time comes from an injected Clock",
                    "*Clock", "*Clock$*", "kv.api.service.ClientCall", "kv.bench.*", "kv.shell.*",
                    "kv.plugin.protocol.grpc.*", "kv.transport.*", "kv.admin.*"),
            ban("java.lang.Throwable", "printStackTrace", "log through System.Logger, with what was"
                    + " being done", "kv.server.log.RecordHandler"),
            ban("java.lang.Class", "forName", "hidden wiring: declare uses and provides",
                    // A process of its own, and a benchmark's parameter, name an engine's class.
                    "kv.tck.CrashingWriter", "kv.bench.micro.EngineBenchmark"),
            ban("java.util.ServiceLoader", "load", "the assembly, and one Clients class each in the"
                    + " shell and the bench, look for providers",
                    "kv.server.assembly.*", "kv.shell.Clients", "kv.bench.*Clients"),
            ban("java.lang.Math", "random", "randomness comes from an injected, seeded source"),
            ban("java.util.concurrent.ThreadLocalRandom", "current",
                    "randomness comes from an injected, seeded source", "kv.bench.*"),
            ban("java.util.UUID", "randomUUID",
                    "randomness comes from an injected, seeded source"),
            ban("java.util.concurrent.Executors", "newCachedThreadPool", "threads without bound:"
                    + " a stated number, or virtual threads for what only waits"),
            ban("java.util.Timer", "*", "timers belong to a loop"),
            ban("java.lang.Object", "finalize", "close what was opened"),
            ban("java.lang.System", "identityHashCode", "its order changes from run to run"),
            ban("java.lang.System", "runFinalization", "close what was opened"),
            ban("java.lang.System", "gc", "the collector knows better", "kv.bench.*"));

    private static Ban ban(String owner, String member, String reason, String... allowed) {
        return new Ban(owner, member, reason, List.of(allowed));
    }

    boolean hits(String calledOwner, String calledMember) {
        return owner.equals(calledOwner) && (member.equals("*") || member.equals(calledMember));
    }

    /// True if `type` is one of the places where the call belongs.
    boolean allows(String type) {
        return allowed.stream().anyMatch(pattern -> type.matches(
                pattern.replace("$", "\\$").replace(".", "\\.").replace("*", ".*")));
    }
}
