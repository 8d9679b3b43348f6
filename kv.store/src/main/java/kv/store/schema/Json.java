package kv.store.schema;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What the JSON rows share: members written one by one in Go's order and escaping, and read by
/// name.
final class Json {

    private static final Gson GSON = new Gson();

    private final JsonObject object;

    private Json(JsonObject object) {
        this.object = object;
    }

    static Json object() {
        return new Json(new JsonObject());
    }

    /// @throws com.google.gson.JsonParseException when the bytes are no JSON object
    static Json parse(byte[] row) {
        String text = new String(row, StandardCharsets.UTF_8);
        JsonObject object = GSON.fromJson(text, JsonObject.class);
        if (object == null) {
            throw new JsonParseException("an empty row");
        }
        return new Json(object);
    }

    Json unsigned(String name, long number) {
        object.add(name, unsigned(number));
        return this;
    }

    Json unsigned(String name, List<Long> numbers) {
        object.add(name, array(numbers.stream().map(Json::unsigned).toList()));
        return this;
    }

    Json text(String name, String text) {
        object.addProperty(name, text);
        return this;
    }

    Json texts(String name, List<String> texts) {
        object.add(name, array(texts.stream().map(JsonPrimitive::new).toList()));
        return this;
    }

    Json none(String name) {
        object.add(name, JsonNull.INSTANCE);
        return this;
    }

    Json flag(String name, boolean flag) {
        object.addProperty(name, flag);
        return this;
    }

    long unsigned(String name) {
        return has(name) ? Long.parseUnsignedLong(object.get(name).getAsString()) : 0;
    }

    List<Long> unsignedList(String name) {
        return elements(name).stream()
                .map(element -> Long.parseUnsignedLong(element.getAsString())).toList();
    }

    String text(String name) {
        return has(name) ? object.get(name).getAsString() : "";
    }

    List<String> texts(String name) {
        return elements(name).stream().map(JsonElement::getAsString).toList();
    }

    boolean flag(String name) {
        return has(name) && object.get(name).getAsBoolean();
    }

    /// Go escapes these three wherever they stand; they can only stand inside strings.
    byte[] encode() {
        return object.toString().replace("<", "\\u003c").replace(">", "\\u003e")
                .replace("&", "\\u0026").getBytes(StandardCharsets.UTF_8);
    }

    private boolean has(String name) {
        return object.has(name) && !object.get(name).isJsonNull();
    }

    private List<JsonElement> elements(String name) {
        List<JsonElement> elements = new ArrayList<>();
        if (has(name)) {
            object.getAsJsonArray(name).forEach(elements::add);
        }
        return elements;
    }

    private static JsonPrimitive unsigned(long number) {
        return new JsonPrimitive(new BigInteger(Long.toUnsignedString(number)));
    }

    private static JsonArray array(List<JsonPrimitive> elements) {
        JsonArray array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }
}
