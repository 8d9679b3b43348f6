package kv.server.flags;

import static kv.server.flags.Flag.later;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every flag, by name and by the group under which `--help` shows it.
final class FlagTable {

    /// Where the flags come from, if not from the command line. `--help` and `--version` are no
    /// flags of the table: they end the program and no variable stands for them.
    static final Flag CONFIG_FILE = later("config-file", FlagType.TEXT, "",
            "File with the configuration; nothing else then counts.");

    /// The groups in the order of the help text.
    static final Map<String, List<Flag>> GROUPS = groups();

    private static final Map<String, Flag> BY_NAME = byName();

    private FlagTable() {
    }

    private static Map<String, List<Flag>> groups() {
        Map<String, List<Flag>> groups = new LinkedHashMap<>();
        groups.put("Member", MemberFlags.ALL);
        groups.put("Clustering", ClusterFlags.ALL);
        groups.put("Security", SecurityFlags.ALL);
        groups.put("Auth", SecurityFlags.AUTH);
        groups.put("Profiling and Monitoring", OperationFlags.MONITORING);
        groups.put("Logging and Tracing", OperationFlags.LOGGING);
        groups.put("Behaviour", OperationFlags.BEHAVIOUR);
        groups.put("Unsafe", OperationFlags.UNSAFE);
        groups.put("kvd", OperationFlags.OWN);
        return groups;
    }

    private static Map<String, Flag> byName() {
        Map<String, Flag> flags = new LinkedHashMap<>();
        flags.put(CONFIG_FILE.name(), CONFIG_FILE);
        GROUPS.values().forEach(group -> group.forEach(flag -> flags.put(flag.name(), flag)));
        OperationFlags.LEGACY.forEach(flag -> flags.put(flag.name(), flag));
        return flags;
    }

    /// Every flag that may be given.
    static Collection<Flag> all() {
        return BY_NAME.values();
    }

    static Optional<Flag> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
