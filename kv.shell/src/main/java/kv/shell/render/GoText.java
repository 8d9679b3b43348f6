package kv.shell.render;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Texts in the forms that etcdctl's users and their scripts know: sizes, durations, quoted
/// strings, ids.
public final class GoText {

    private static final List<String> SIZE_UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final int UNIT = 1000;

    private GoText() {
    }

    /// A size with a decimal unit and two digits, such as `2.1 GB` or `16 kB`.
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= UNIT && unit < SIZE_UNITS.size() - 1) {
            value /= UNIT;
            unit++;
        }
        if (unit == 0) {
            return bytes + " B";
        }
        double tenths = Math.floor(value * 10 + 0.5) / 10;
        return String.format(Locale.ROOT, tenths < 10 ? "%.1f %s" : "%.0f %s", tenths,
                SIZE_UNITS.get(unit));
    }

    /// A duration such as `2.878766ms` or `5.001649342s`.
    public static String duration(long nanos) {
        if (nanos >= 1_000_000_000L) {
            return scaled(nanos, 9) + "s";
        }
        if (nanos >= 1_000_000L) {
            return scaled(nanos, 6) + "ms";
        }
        return nanos >= 1_000L ? scaled(nanos, 3) + "µs" : nanos + "ns";
    }

    private static String scaled(long nanos, int digits) {
        BigDecimal value = BigDecimal.valueOf(nanos, digits).round(
                new MathContext(19, RoundingMode.DOWN));
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /// Bytes as text: whatever is no UTF-8 becomes the replacement character.
    static String text(ByteString bytes) {
        return bytes.toStringUtf8();
    }

    /// Bytes as `\x66\x6f\x6f`.
    static String hex(ByteString bytes) {
        return bytes.isEmpty() ? "" : "\\x" + HexFormat.ofDelimiter("\\x").formatHex(
                bytes.toByteArray());
    }

    /// Bytes as a quoted string; what cannot be printed is escaped.
    public static String quoted(ByteString bytes) {
        return bytes.isValidUtf8() ? quoted(bytes.toStringUtf8()) : '"' + escapedBytes(bytes) + '"';
    }

    /// A text as a quoted string.
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(point -> out.append(escaped(point)));
        return out.append('"').toString();
    }

    private static String escapedBytes(ByteString bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            out.append(b < 0 ? String.format("\\x%02x", b & 0xff) : escaped(b));
        }
        return out.toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isISOControl(point)
                    ? String.format("\\x%02x", point)
                    : Character.toString(point);
        };
    }

    /// The bytes that a quoted string of [#quoted(ByteString)]'s form stands for, without its
    /// quotes.
    public static ByteString unescaped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            i += text.charAt(i) == '\\' && i + 1 < text.length()
                    ? escape(text, i + 1, out) + 1
                    : plain(text, i, out);
        }
        return ByteString.copyFrom(out.toByteArray());
    }

    private static int plain(String text, int at, ByteArrayOutputStream out) {
        int point = text.codePointAt(at);
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        return Character.charCount(point);
    }

    /// Writes what the escape at `at` stands for and returns its length without the backslash.
    private static int escape(String text, int at, ByteArrayOutputStream out) {
        char kind = text.charAt(at);
        if (kind == 'x' && at + 3 <= text.length()) {
            out.write(HexFormat.fromHexDigits(text, at + 1, at + 3));
            return 3;
        }
        out.write(switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        });
        return 1;
    }
}
