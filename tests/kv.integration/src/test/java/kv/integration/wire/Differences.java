package kv.integration.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What makes two answers equal: the recording names paths whose values differ between any two
/// runs, numbers that may be a little off, and arrays that are sets.
public final class Differences {

    private static final int SHOWN_CHARACTERS = 200;
    private static final List<String> OBSERVED = List.of("resp", "err", "recv", "end");

    private final String scenario;
    private final List<String> everywhere;
    private final Saved saved;

    private Differences(String scenario, List<String> everywhere, Saved saved) {
        this.scenario = scenario;
        this.everywhere = everywhere;
        this.saved = saved;
    }

    /// As the head of a recording says.
    ///
    /// @param saved values that differ because an earlier answer's did
    public static Differences of(String scenario, JsonObject head, Saved saved) {
        return new Differences(scenario, texts(head, "volatile"), saved);
    }

    /// The first difference between a recorded step and an answer, if there is one.
    public Optional<String> find(JsonObject step, JsonObject answer) {
        List<String> volatiles = new ArrayList<>(everywhere);
        volatiles.addAll(texts(step, "volatile"));
        Step masks = new Step(volatiles, texts(step, "unordered"), saved);
        for (String part : OBSERVED) {
            Optional<String> found = masks.differ(part, step.get(part), answer.get(part));
            if (found.isPresent()) {
                return Optional.of("\n" + scenario + " step " + step.get("n") + " "
                        + (step.has("rpc") ? step.get("rpc") : step.get("stream")).getAsString()
                        + ": " + found.get() + errors(step, answer));
            }
        }
        return Optional.empty();
    }

    /// What was refused by one of the two alone.
    private static String errors(JsonObject step, JsonObject answer) {
        return step.has("err") == answer.has("err") ? ""
                : ", recorded error " + step.get("err") + ", got error " + answer.get("err");
    }

    private static List<String> texts(JsonObject from, String name) {
        List<String> texts = new ArrayList<>();
        if (from.has(name)) {
            from.getAsJsonArray(name).forEach(text -> texts.add(text.getAsString()));
        }
        return texts;
    }

    /// The masks of one step.
    private record Step(List<String> volatiles, List<String> unordered, Saved saved) {

        Optional<String> differ(String path, JsonElement expected, JsonElement got) {
            if (masked(path, expected, got) || expected == null && got == null) {
                return Optional.empty();
            }
            if (expected == null || got == null) {
                return difference(path, expected, got);
            }
            if (expected.isJsonObject() && got.isJsonObject()) {
                return differ(path, expected.getAsJsonObject(), got.getAsJsonObject());
            }
            if (expected.isJsonArray() && got.isJsonArray()) {
                return differ(path, expected.getAsJsonArray(), got.getAsJsonArray());
            }
            return equal(expected, got) ? Optional.empty() : difference(path, expected, got);
        }

        private Optional<String> differ(String path, JsonObject expected, JsonObject got) {
            Set<String> names = new TreeSet<>(expected.keySet());
            names.addAll(got.keySet());
            return names.stream()
                    .map(name -> differ(path + "." + name, expected.get(name), got.get(name)))
                    .flatMap(Optional::stream).findFirst();
        }

        private Optional<String> differ(String path, JsonArray expected, JsonArray got) {
            if (expected.size() != got.size()) {
                return difference(path, expected, got);
            }
            List<JsonElement> ours = got.asList();
            List<JsonElement> theirs = expected.asList();
            if (unordered.stream().anyMatch(suffix -> endsWith(path, suffix))) {
                ours = sorted(ours);
                theirs = sorted(theirs);
            }
            for (int i = 0; i < theirs.size(); i++) {
                Optional<String> found = differ(path, theirs.get(i), ours.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        private boolean masked(String path, JsonElement expected, JsonElement got) {
            for (String mask : volatiles) {
                String[] parts = mask.split("~");
                if (endsWith(path, parts[0])) {
                    return parts.length == 1 || near(expected, got, Long.parseLong(parts[1]));
                }
            }
            return false;
        }

        private static boolean near(JsonElement expected, JsonElement got, long within) {
            return expected != null && got != null
                    && Math.abs(expected.getAsLong() - got.getAsLong()) <= within;
        }

        private static boolean endsWith(String path, String suffix) {
            return ("." + path).endsWith("." + suffix);
        }

        private static List<JsonElement> sorted(List<JsonElement> elements) {
            return elements.stream().sorted(Comparator.comparing(JsonElement::toString)).toList();
        }

        /// Very long values are recorded by length and hash. A no-break space in an error text of
        /// Go's protobuf stands for a blank.
        private boolean equal(JsonElement expected, JsonElement got) {
            if (expected.equals(got)) {
                return true;
            }
            if (!expected.isJsonPrimitive() || !got.isJsonPrimitive()) {
                return false;
            }
            String recorded = expected.getAsString();
            if (saved.same(recorded, got.getAsString())) {
                return true;
            }
            return recorded.startsWith("$long(")
                    ? recorded.equals(summary(got.getAsString()))
                    : recorded.replace('\u00a0', ' ').equals(got.getAsString());
        }

        private static String summary(String base64) {
            byte[] bytes = Base64.getDecoder().decode(base64);
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                return "$long(" + bytes.length + " bytes, sha256 "
                        + HexFormat.of().formatHex(hash) + ")";
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static Optional<String> difference(
                String path, JsonElement expected, JsonElement got) {
            return Optional.of(path + ": recorded " + shown(expected) + ", got " + shown(got));
        }

        private static String shown(JsonElement element) {
            String text = String.valueOf(element);
            return text.length() <= SHOWN_CHARACTERS
                    ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        }
    }
}
