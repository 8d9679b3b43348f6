package kv.server.flags;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kv.server.config.RefusedStart;

/// Reads `ETCD_*` variables beside the flags that were given. A variable and its flag exclude each
/// other; a variable that no flag knows is reported and passed over.
final class EnvironmentReader {

    static final String REFUSAL = "failed to verify flags";

    private static final String PREFIX = "ETCD_";

    private final Map<String, String> environment;
    private final List<Notice> notices;

    EnvironmentReader(Map<String, String> environment, List<Notice> notices) {
        this.environment = environment;
        this.notices = notices;
    }

    /// The given flags and those of the environment, as texts by flag name.
    ///
    /// @throws RefusedStart on a conflict or a value that is none
    Map<String, String> with(Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(given);
        Map<String, String> left = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                left.put(name, value);
            }
        });
        if (left.remove("ETCD_VERSION") != null) {
            notices.add(Notice.warn("cannot set special environment variable",
                    "key", "ETCD_VERSION"));
        }
        left.remove("ETCD_UNSUPPORTED_ARCH");
        for (Flag flag : FlagTable.all()) {
            String value = left.get(flag.variable());
            if (value != null && given.containsKey(flag.name())) {
                throw conflict(flag);
            }
            if (value != null && !value.isEmpty()) {
                left.remove(flag.variable());
                all.put(flag.name(), checked(flag, value));
                notices.add(Notice.info("recognized and used environment variable",
                        "variable-name", flag.variable(), "variable-value", value));
            }
        }
        new ArrayList<>(left.entrySet()).forEach(entry -> notices.add(
                Notice.warn("unrecognized environment variable",
                        "environment-variable", entry.getKey() + "=" + entry.getValue())));
        return all;
    }

    private static String checked(Flag flag, String value) {
        try {
            flag.parse(value);
            return value;
        } catch (BadValue e) {
            throw RefusedStart.because(REFUSAL, "invalid value \"" + value + "\" for "
                    + flag.variable() + ": " + e.getMessage());
        }
    }

    private static RefusedStart conflict(Flag flag) {
        return RefusedStart.because(
                "conflicting environment variable is shadowed by corresponding command-line flag "
                        + "(either unset environment variable or disable flag))",
                flag.variable() + " and --" + flag.name() + " are both given")
                .advise("unset " + flag.variable() + ", or leave --" + flag.name() + " out");
    }
}
