package kv.server.snapshot;

import java.util.List;
import java.util.Locale;
import kv.store.bolt.SnapshotStatus;

/// A snapshot's status in etcdutl's forms.
final class StatusText {

    private static final List<String> HEADINGS =
            List.of("HASH", "REVISION", "TOTAL KEYS", "TOTAL SIZE", "VERSION");
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final double UNIT = 1000;

    private StatusText() {
    }

    /// The status in the form of that name.
    ///
    /// @throws SnapshotFailure when there is no such form
    static String of(SnapshotStatus status, String form) {
        return switch (form) {
            case "simple" -> String.join(", ", cells(status));
            case "json" -> json(status);
            case "fields" -> fields(status);
            case "table" -> table(cells(status));
            case "protobuf" ->
                    throw SnapshotFailure.feature("protobuf not supported as output format");
            default -> throw SnapshotFailure.feature("unsupported output format");
        };
    }

    private static List<String> cells(SnapshotStatus status) {
        return List.of(Integer.toHexString(status.hash()), String.valueOf(status.revision()),
                String.valueOf(status.totalKeys()), size(status.totalBytes()), status.version());
    }

    private static String json(SnapshotStatus status) {
        return "{\"hash\":" + Integer.toUnsignedLong(status.hash())
                + ",\"revision\":" + status.revision() + ",\"totalKey\":" + status.totalKeys()
                + ",\"totalSize\":" + status.totalBytes()
                + ",\"version\":\"" + status.version() + "\"}";
    }

    private static String fields(SnapshotStatus status) {
        return "\"Hash\" : " + Integer.toUnsignedLong(status.hash())
                + "\n\"Revision\" : " + status.revision() + "\n\"Keys\" : " + status.totalKeys()
                + "\n\"Size\" : " + status.totalBytes() + "\n\"Version\" : " + status.version();
    }

    private static String table(List<String> cells) {
        StringBuilder top = new StringBuilder("┌");
        StringBuilder names = new StringBuilder("│");
        StringBuilder middle = new StringBuilder("├");
        StringBuilder values = new StringBuilder("│");
        StringBuilder bottom = new StringBuilder("└");
        for (int i = 0; i < cells.size(); i++) {
            int width = Math.max(HEADINGS.get(i).length(), cells.get(i).length());
            boolean last = i + 1 == cells.size();
            String line = "─".repeat(width + 2);
            int left = (width - HEADINGS.get(i).length()) / 2;
            String name = " ".repeat(left) + HEADINGS.get(i);
            top.append(line).append(last ? "┐" : "┬");
            names.append(' ').append(padded(name, width)).append(" │");
            middle.append(line).append(last ? "┤" : "┼");
            values.append(' ').append(" ".repeat(width - cells.get(i).length()))
                    .append(cells.get(i)).append(" │");
            bottom.append(line).append(last ? "┘" : "┴");
        }
        return String.join("\n", top, names, middle, values, bottom);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /// A size as etcd shows it to people, such as `29 kB`.
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= UNIT && unit < UNITS.size() - 1) {
            value /= UNIT;
            unit++;
        }
        if (unit == 0) {
            return bytes + " B";
        }
        double tenths = Math.floor(value * 10 + 0.5) / 10;
        return String.format(Locale.ROOT, tenths < 10 ? "%.1f %s" : "%.0f %s", tenths,
                UNITS.get(unit));
    }
}
