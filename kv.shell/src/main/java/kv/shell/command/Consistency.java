package kv.shell.command;

/// The values of `--consistency`.
final class Consistency {

    private Consistency() {
    }

    /// Whether a read may be answered from the member at hand alone.
    static boolean serializable(String value) {
        return switch (value) {
            case "s" -> true;
            case "l" -> false;
            default -> throw Kvsh.badFeature("unknown consistency flag \"" + value + "\"");
        };
    }
}
