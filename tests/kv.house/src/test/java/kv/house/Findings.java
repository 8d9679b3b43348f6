package kv.house;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/// What one rule has found. Confined to one test.
final class Findings {

    private final String rule;
    private final List<String> found = new ArrayList<>();

    /// @param rule why the rule stands and what to do instead
    Findings(String rule) {
        this.rule = rule;
    }

    void add(String place) {
        found.add(place);
    }

    void addIf(boolean broken, String place) {
        if (broken) {
            found.add(place);
        }
    }

    /// Fails with all places at once, so that one run shows the whole work.
    void assertNone() {
        if (!found.isEmpty()) {
            Assertions.fail(rule + "\n  " + String.join("\n  ", found));
        }
    }
}
