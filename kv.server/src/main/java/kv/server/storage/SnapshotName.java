package kv.server.storage;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.store.wal.WalPosition;

/// How files and directories say where in the log their content stands: index and term in hex.
/// Stateless.
final class SnapshotName {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})");

    private SnapshotName() {
    }

    static String of(WalPosition at) {
        return String.format("%016x-%016x", at.index(), at.term());
    }

    static Optional<WalPosition> parse(String name) {
        Matcher parts = FORM.matcher(name);
        return parts.matches()
                ? Optional.of(new WalPosition(Long.parseUnsignedLong(parts.group(1), 16),
                        Long.parseUnsignedLong(parts.group(2), 16)))
                : Optional.empty();
    }
}
