package kv.bench.compare;

import java.util.Locale;
import java.util.OptionalDouble;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/// The result: a row for each measure that was read of both servers.
final class RatioTable {

    private static final int TITLE_WIDTH = 48;
    private static final int NUMBER_WIDTH = 12;

    private RatioTable() {
    }

    static String of(Readings peer, Readings kvd) {
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                new Column(TITLE_WIDTH, 0, Overflow.TRUNCATE),
                new Column(NUMBER_WIDTH, 1, Overflow.TRUNCATE),
                new Column(NUMBER_WIDTH, 1, Overflow.TRUNCATE),
                new Column(NUMBER_WIDTH, 1, Overflow.TRUNCATE),
                new Column(NUMBER_WIDTH, 1, Overflow.TRUNCATE));
        table.addRowValues("medians", "peer", "kvd", "ratio", "target");
        for (Measure measure : Measure.values()) {
            OptionalDouble theirs = peer.median(measure);
            OptionalDouble ours = kvd.median(measure);
            if (theirs.isPresent() || ours.isPresent()) {
                table.addRowValues(
                        measure.title(),
                        number(theirs, measure.unit()),
                        number(ours, measure.unit()),
                        ratio(ours, theirs),
                        measure.target());
            }
        }
        return table.toString();
    }

    private static String number(OptionalDouble value, String unit) {
        if (value.isEmpty()) {
            return "-";
        }
        String format = value.getAsDouble() < 10 ? "%.2f" : "%,.0f";
        return String.format(Locale.ROOT, format, value.getAsDouble()) + " " + unit;
    }

    private static String ratio(OptionalDouble ours, OptionalDouble theirs) {
        if (ours.isEmpty() || theirs.isEmpty() || theirs.getAsDouble() == 0) {
            return "-";
        }
        return String.format(Locale.ROOT, "%.2f", ours.getAsDouble() / theirs.getAsDouble());
    }
}
