package kv.server.flags;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kv.server.config.GoDuration;

/// The types of flags, each with the check that Go's flag package or etcd makes.
enum FlagType {
    /// Any text.
    TEXT {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    /// `true` or `false`; given alone it is true, and a separate word is not its value.
    BOOL {
        @Override
        Object parse(String text) {
            if (TRUE.contains(text)) {
                return true;
            }
            if (FALSE.contains(text)) {
                return false;
            }
            throw new BadValue("parse error");
        }
    },
    /// Boolean in form, with any text as its value: flags of etcd's first versions.
    SWITCH {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    /// A signed number of 64 bits.
    INT {
        @Override
        Object parse(String text) {
            return number(
                    text, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));
        }
    },
    /// An unsigned number of 64 bits; [FlagValues#number] caps it at [Long#MAX_VALUE].
    UINT {
        @Override
        Object parse(String text) {
            return number(text, BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        }
    },
    /// An unsigned number of 32 bits.
    UINT32 {
        @Override
        Object parse(String text) {
            String where = "strconv.ParseUint: parsing \"" + text + "\": ";
            try {
                return number(text, BigInteger.ZERO, BigInteger.valueOf(0xFFFF_FFFFL));
            } catch (BadValue e) {
                boolean range = e.getMessage().equals(OUT_OF_RANGE);
                throw new BadValue(where + (range ? OUT_OF_RANGE : "invalid syntax"));
            }
        }
    },
    /// A duration in Go's form, in nanoseconds.
    DURATION {
        @Override
        Object parse(String text) {
            return GoDuration.parseNs(text).orElseThrow(() -> new BadValue("parse error"));
        }
    },
    /// URLs with a comma between.
    URLS {
        @Override
        Object parse(String text) {
            return UrlText.list(text);
        }
    },
    /// Origins: URLs, or `*`.
    ORIGINS {
        @Override
        Object parse(String text) {
            return Arrays.stream(text.split(",", -1))
                    .map(origin -> origin.equals("*") ? origin : UrlText.one(origin).toString())
                    .toList();
        }
    },
    /// Words with a comma between.
    WORDS {
        @Override
        Object parse(String text) {
            return List.of(text.split(",", -1));
        }
    };

    private static final String OUT_OF_RANGE = "value out of range";
    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

    /// The value that the text means.
    ///
    /// @throws BadValue when it means none
    abstract Object parse(String text);

    /// Whether the flag stands alone, or has its value attached by `=`.
    boolean standsAlone() {
        return this == BOOL || this == SWITCH;
    }

    private static BigInteger number(String text, BigInteger least, BigInteger most) {
        BigInteger value;
        try {
            value = unprefixed(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw new BadValue("parse error");
        }
        if (value.signum() < 0 && least.signum() == 0) {
            throw new BadValue("parse error");
        }
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new BadValue(OUT_OF_RANGE);
        }
        return value;
    }

    private static BigInteger unprefixed(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean negative = lower.startsWith("-");
        String digits = negative || lower.startsWith("+") ? lower.substring(1) : lower;
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException(text);
        }
        BigInteger size;
        if (digits.startsWith("0x")) {
            size = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            size = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0o")) {
            size = new BigInteger(digits.substring(2), 8);
        } else {
            size = new BigInteger(digits, digits.startsWith("0") && digits.length() > 1 ? 8 : 10);
        }
        return negative ? size.negate() : size;
    }
}
