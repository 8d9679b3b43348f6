package kv.shell.command;

/// Lease ids as the command line has them: hexadecimal.
final class LeaseIds {

    private static final int RADIX = 16;

    private LeaseIds() {
    }

    /// @param complaint how a refusal begins
    static long parse(String text, String complaint) {
        try {
            return Long.parseLong(text, RADIX);
        } catch (NumberFormatException e) {
            throw Kvsh.badArguments(complaint + " (strconv.ParseInt: parsing \"" + text
                    + "\": invalid syntax), expecting ID in Hex");
        }
    }
}
