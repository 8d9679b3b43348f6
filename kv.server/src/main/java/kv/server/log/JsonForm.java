package kv.server.log;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import kv.server.config.GoDuration;

/// zap's JSON: one object a line, with `level`, `ts`, `caller`, `msg` and the fields.
final class JsonForm implements RecordForm {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXX");
    private static final int USUAL_LENGTH = 256;

    @Override
    public String line(Entry entry) {
        var text = new StringWriter(USUAL_LENGTH);
        try (var json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("level").value(entry.level());
            json.name("ts").value(RecordForm.time(entry.time(), TIME));
            json.name("caller").value(entry.caller());
            json.name("msg").value(entry.message());
            members(json, entry.fields());
            if (entry.stack().isPresent()) {
                json.name("stacktrace").value(entry.stack().get());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    /// The fields as an object of their own.
    static String object(List<Object> fields) {
        var text = new StringWriter(USUAL_LENGTH);
        try (var json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            members(json, fields);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void members(JsonWriter json, List<Object> fields) throws IOException {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            json.name(String.valueOf(fields.get(i)));
            value(json, fields.get(i + 1));
        }
    }

    private static void value(JsonWriter json, Object value) throws IOException {
        switch (value) {
            case null -> json.nullValue();
            case Number number -> json.value(number);
            case Boolean bool -> json.value(bool);
            case Duration duration -> json.value(GoDuration.format(duration));
            case Throwable failure -> json.value(failure.getMessage() == null
                    ? failure.toString() : failure.getMessage());
            case Collection<?> many -> {
                json.beginArray();
                for (Object one : many) {
                    value(json, one);
                }
                json.endArray();
            }
            default -> json.value(value.toString());
        }
    }
}
