package kv.shell.render;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// Messages as etcdctl's JSON: set fields alone, under the names of the `.proto` files and in their
/// order; 64-bit numbers as numbers. (Protobuf's own JSON differs in all three.)
final class MessageJson {

    /// What `--hex` writes in hexadecimal.
    private static final Set<String> IDS = Set.of("cluster_id", "member_id", "ID");

    private final boolean hexIds;

    private MessageJson(boolean hexIds) {
        this.hexIds = hexIds;
    }

    static JsonObject of(Message message) {
        return new MessageJson(false).object(message);
    }

    static JsonObject withHexIds(Message message) {
        return new MessageJson(true).object(message);
    }

    private JsonObject object(Message message) {
        JsonObject json = new JsonObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                addAll(json, field, (List<?>) message.getField(field));
            } else if (message.hasField(field)) {
                JsonElement value = element(field, message.getField(field));
                JsonObject in = json;
                if (field.getRealContainingOneof() != null) {
                    in = new JsonObject();
                    json.add(oneofName(field), in);
                }
                in.add(field.getName(), value);
            }
        }
        return json;
    }

    /// A choice is wrapped in an object under its name, with a capital.
    private static String oneofName(FieldDescriptor field) {
        String name = field.getRealContainingOneof().getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private void addAll(JsonObject json, FieldDescriptor field, List<?> values) {
        if (!values.isEmpty()) {
            JsonArray array = new JsonArray();
            values.forEach(value -> array.add(element(field, value)));
            json.add(field.getName(), array);
        }
    }

    private JsonElement element(FieldDescriptor field, Object value) {
        return switch (value) {
            case Message message -> object(message);
            case ByteString bytes -> new JsonPrimitive(
                    Base64.getEncoder().encodeToString(bytes.toByteArray()));
            case EnumValueDescriptor constant -> new JsonPrimitive(constant.getNumber());
            case Boolean flag -> new JsonPrimitive(flag);
            case Long number -> number(field, number);
            case Integer number -> new JsonPrimitive(
                    field.getType() == FieldDescriptor.Type.UINT32
                            ? Integer.toUnsignedLong(number)
                            : number);
            default -> new JsonPrimitive(value.toString());
        };
    }

    private JsonElement number(FieldDescriptor field, long number) {
        if (hexIds && IDS.contains(field.getName())) {
            return new JsonPrimitive(Long.toHexString(number));
        }
        return field.getType() == FieldDescriptor.Type.UINT64
                ? new JsonPrimitive(new BigInteger(Long.toUnsignedString(number)))
                : new JsonPrimitive(number);
    }
}
