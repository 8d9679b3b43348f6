package kv.server.flags;

import java.math.BigInteger;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The value of every flag, given or standard. Immutable.
final class FlagValues {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Map<String, String> given;

    /// @param given texts by flag name, each good for its type. Empty lists of URLs count as not
    ///        given, as with etcd.
    FlagValues(Map<String, String> given) {
        this.given = Map.copyOf(given);
    }

    /// Whether flag or variable gave a value.
    boolean given(String name) {
        Flag flag = FlagTable.find(name).orElseThrow();
        return given.containsKey(name)
                && !(flag.type() == FlagType.URLS && given.get(name).isEmpty());
    }

    /// Names of all flags that were given, sorted.
    Collection<String> names() {
        return new TreeSet<>(given.keySet());
    }

    String text(String name) {
        return given(name) ? given.get(name) : FlagTable.find(name).orElseThrow().standard();
    }

    boolean flag(String name) {
        return (boolean) FlagType.BOOL.parse(text(name));
    }

    /// A number; an unsigned one that does not fit is capped.
    long number(String name) {
        Flag flag = FlagTable.find(name).orElseThrow();
        return ((BigInteger) flag.type().parse(text(name))).min(MOST).longValue();
    }

    long durationNs(String name) {
        return (long) FlagType.DURATION.parse(text(name));
    }

    List<URI> urls(String name) {
        return UrlText.list(text(name));
    }

    List<String> words(String name) {
        return List.of(text(name).split(",", -1));
    }

    /// Whether the value is the standard one, however it is written.
    boolean standard(String name) {
        Flag flag = FlagTable.find(name).orElseThrow();
        return !given(name) || flag.parse(given.get(name)).equals(flag.parse(flag.standard()));
    }
}
