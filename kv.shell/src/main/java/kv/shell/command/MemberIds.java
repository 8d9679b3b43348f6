package kv.shell.command;

import java.util.List;

/// Member ids as the command line has them: hexadecimal, and unsigned.
final class MemberIds {

    private static final int RADIX = 16;

    private MemberIds() {
    }

    /// The id that is the only argument.
    static long only(List<String> arguments) {
        if (arguments == null || arguments.size() != 1) {
            throw Kvsh.badArguments("member ID is not provided");
        }
        return parse(arguments.getFirst(), "bad member ID arg (", "), expecting ID in Hex");
    }

    /// @param before what stands before the reason of a refusal
    /// @param after what stands after it
    static long parse(String text, String before, String after) {
        try {
            return Long.parseUnsignedLong(text, RADIX);
        } catch (NumberFormatException e) {
            throw Kvsh.badArguments(before + "strconv.ParseUint: parsing \"" + text
                    + "\": invalid syntax" + after);
        }
    }
}
