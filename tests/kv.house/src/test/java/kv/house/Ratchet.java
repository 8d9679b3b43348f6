package kv.house;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The places that stood above a limit when the limit was set, each with the size that it had. They
/// may shrink and never grow, and no place is ever added: a line leaves when its place fits.
final class Ratchet {

    private static final Path FILE = Repository.root()
            .resolve("tests/kv.house/src/test/resources/kv/house/ratchet.txt");

    private final Map<String, Integer> allowed = new TreeMap<>();

    Ratchet() {
        for (String line : Repository.lines(FILE)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int space = line.lastIndexOf(' ');
                allowed.put(line.substring(0, space).strip(),
                        Integer.parseInt(line.substring(space + 1)));
            }
        }
    }

    /// The limit for `place` under `rule`: the ordinary one, or the size that it already has.
    int limit(String rule, String place, int ordinary) {
        return Math.max(ordinary, allowed.getOrDefault(rule + " " + place, ordinary));
    }

    /// The entries, `rule place` to size.
    Map<String, Integer> entries() {
        return allowed;
    }
}
