package kv.server.flags;

import java.util.List;
import java.util.Locale;

/// One flag.
///
/// @param name without dashes
/// @param type of its value
/// @param standard the default, as text
/// @param help one sentence
/// @param treatment what kvd does with it
/// @param choices the only values; empty for any
record Flag(
        String name, FlagType type, String standard, String help, Treatment treatment,
        List<String> choices) {

    /// What becomes of a flag's value.
    enum Treatment {
        /// It has its effect.
        SERVED,
        /// etcd has it and kvd not yet: any value but the default is refused.
        LATER,
        /// Nothing in kvd corresponds to it: any value is accepted, and a record says so.
        WITHOUT_EFFECT,
        /// Flags of etcd's first versions: accepted as booleans, and a record says so.
        LEGACY
    }

    static Flag served(String name, FlagType type, String standard, String help) {
        return new Flag(name, type, standard, help, Treatment.SERVED, List.of());
    }

    static Flag later(String name, FlagType type, String standard, String help) {
        return new Flag(name, type, standard, help, Treatment.LATER, List.of());
    }

    static Flag withoutEffect(String name, FlagType type, String standard, String help) {
        return new Flag(name, type, standard, help, Treatment.WITHOUT_EFFECT, List.of());
    }

    static Flag legacy(String name) {
        return new Flag(name, FlagType.SWITCH, "false", "", Treatment.LEGACY, List.of());
    }

    /// The same flag with only these values.
    Flag of(String... choices) {
        return new Flag(name, type, standard, help, treatment, List.of(choices));
    }

    /// The environment's name for it, such as `ETCD_DATA_DIR`.
    String variable() {
        return "ETCD_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// The value that the text means.
    ///
    /// @throws BadValue when it means none
    Object parse(String text) {
        if (!choices.isEmpty() && !choices.contains(text)) {
            throw new BadValue(name.equals("v2-deprecation")
                    ? "invalid value \"" + text + "\"" : "invalid value");
        }
        return type.parse(text);
    }
}
