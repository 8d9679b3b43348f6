package kv.integration.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of answers that later requests need, such as an id that the server chose. The recorded
/// value and that of this run stand for each other in later answers.
public final class Saved {

    private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern PATH_PART = Pattern.compile("[^.\\[\\]$]+");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> ours = new HashMap<>();

    /// Keeps what a step says to keep.
    void keep(JsonObject step, JsonObject observed) {
        if (!step.has("save")) {
            return;
        }
        for (Map.Entry<String, JsonElement> save : step.getAsJsonObject("save").entrySet()) {
            String path = save.getValue().getAsString();
            String value = at(observed, path);
            values.put(save.getKey(), value);
            ours.put(at(step, path), value);
        }
    }

    /// A text with `${name}` filled in.
    String fill(String text) {
        return NAME.matcher(text).replaceAll(found ->
                Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /// Whether a value of this run stands where the recording has its own.
    boolean same(String recorded, String got) {
        return got.equals(ours.get(recorded));
    }

    private static String at(JsonObject step, String path) {
        JsonElement found = step.has("resp") ? step.get("resp") : step.get("recv");
        for (Matcher part = PATH_PART.matcher(path); part.find();) {
            found = found.isJsonArray()
                    ? found.getAsJsonArray().get(Integer.parseInt(part.group()))
                    : found.getAsJsonObject().get(part.group());
        }
        return found.getAsString();
    }
}
