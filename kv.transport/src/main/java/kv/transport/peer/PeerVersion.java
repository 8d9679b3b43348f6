package kv.transport.peer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The part of a version that peers compare.
///
/// @param major such as 3
/// @param minor such as 7
public record PeerVersion(int major, int minor) implements Comparable<PeerVersion> {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{1,6})\\.(\\d{1,6})\\.\\d{1,9}(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");

    /// Reads `major.minor.patch`, with or without what a pre-release appends.
    public static Optional<PeerVersion> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new PeerVersion(
                        Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(PeerVersion other) {
        return major == other.major
                ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    /// `major.minor`.
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
