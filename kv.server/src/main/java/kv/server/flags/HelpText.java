package kv.server.flags;

import java.util.List;

/// The texts of `--help`.
final class HelpText {

    /// What follows a message about a bad command line.
    static final String USAGE = """
            Usage:

              kvd [flags]
                Start a server.

              kvd --version | kvd version
                Show the version.

              kvd -h | --help
                Show all flags.

              kvd snapshot save | status | restore
                Save the data of a running member, look at a saved file, or make a new
                cluster of it.
            """;

    private HelpText() {
    }

    /// Every flag with its default, grouped as etcd groups them.
    static String flags() {
        var text = new StringBuilder();
        FlagTable.GROUPS.forEach((heading, flags) -> {
            text.append(text.isEmpty() ? "" : "\n").append(heading).append(":\n");
            append(text, flags);
        });
        return text.toString();
    }

    private static void append(StringBuilder text, List<Flag> flags) {
        for (Flag flag : flags) {
            String standard = flag.name().equals("data-dir") ? "${name}.etcd" : flag.standard();
            text.append("  --").append(flag.name()).append(" '").append(standard).append("'\n");
            text.append("    ").append(flag.help()).append(remark(flag)).append('\n');
        }
    }

    private static String remark(Flag flag) {
        return switch (flag.treatment()) {
            case SERVED, LEGACY -> "";
            case LATER -> " (not supported yet)";
            case WITHOUT_EFFECT -> " (no effect)";
        };
    }
}
