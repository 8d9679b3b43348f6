package kv.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go spells them: `300ms`, `1.5h`, `2h45m`. A unit is required, but for `0`.
public final class GoDuration {

    private static final String NUMBER = "([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)";
    private static final Pattern WHOLE = Pattern.compile("[+-]?(" + NUMBER + ")+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> UNITS_NS = Map.of(
            "ns", 1L, "us", 1_000L, "µs", 1_000L, "μs", 1_000L, "ms", 1_000_000L,
            "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final long SECOND_NS = 1_000_000_000L;

    private GoDuration() {
    }

    /// Nanoseconds, or nothing when `text` is no duration or does not fit 64 bits.
    public static OptionalLong parseNs(String text) {
        if (text.matches("[+-]?0")) {
            return OptionalLong.of(0);
        }
        if (!WHOLE.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        BigDecimal sumNs = BigDecimal.ZERO;
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            BigDecimal unitNs = BigDecimal.valueOf(UNITS_NS.get(parts.group(2)));
            sumNs = sumNs.add(new BigDecimal(parts.group(1)).multiply(unitNs));
        }
        BigDecimal signed = text.startsWith("-") ? sumNs.negate() : sumNs;
        long ns = signed.longValue();
        boolean fits = BigDecimal.valueOf(ns).subtract(signed).abs().compareTo(BigDecimal.ONE) < 0;
        return fits ? OptionalLong.of(ns) : OptionalLong.empty();
    }

    /// The shortest form as Go prints it: `1m0s`, `100ms`, `2h0m0s`, `0s`.
    public static String format(Duration duration) {
        long ns = duration.toNanos();
        if (ns == 0) {
            return "0s";
        }
        String sign = ns < 0 ? "-" : "";
        long size = Math.abs(ns);
        if (size < 1_000) {
            return sign + size + "ns";
        }
        if (size < 1_000_000) {
            return sign + decimal(size, 1_000) + "µs";
        }
        if (size < SECOND_NS) {
            return sign + decimal(size, 1_000_000) + "ms";
        }
        return sign + clock(size);
    }

    private static String clock(long ns) {
        long minutes = ns / SECOND_NS / 60;
        String seconds = decimal(ns - minutes * 60 * SECOND_NS, SECOND_NS) + "s";
        if (minutes == 0) {
            return seconds;
        }
        String rest = minutes % 60 + "m" + seconds;
        return minutes < 60 ? rest : minutes / 60 + "h" + rest;
    }

    private static String decimal(long ns, long unitNs) {
        return BigDecimal.valueOf(ns).divide(BigDecimal.valueOf(unitNs))
                .stripTrailingZeros().toPlainString();
    }
}
