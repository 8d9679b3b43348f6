package kv.store.wal;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Name of a segment file, as etcd's: `0000000000000001-0000000000000038.wal`.
///
/// @param sequence number of the segment, counted from 0 without gaps
/// @param firstIndex lowest index that an entry in it had when it was begun
record SegmentName(long sequence, long firstIndex) {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})\\.wal");

    static final SegmentName FIRST = new SegmentName(0, 0);

    static Optional<SegmentName> parse(String fileName) {
        Matcher matcher = FORM.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new SegmentName(Long.parseUnsignedLong(matcher.group(1), 16),
                        Long.parseUnsignedLong(matcher.group(2), 16)))
                : Optional.empty();
    }

    String fileName() {
        return String.format(Locale.ROOT, "%016x-%016x.wal", sequence, firstIndex);
    }
}
