package kv.integration.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.api.pb.etcdserverpb.RangeRequest;

/// One recorded step: asks a server the same, and brings its answer into the recording's form.
public final class RecordedCall {

    private static final FileDescriptor RPC = RangeRequest.getDescriptor().getFile();
    private static final Pattern FILL = Pattern.compile("\"\\$fill\\((\\d+)\\)\"");
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames();

    private final JsonObject step;
    private final String name;
    private final MethodDescriptor method;

    /// The step as it stands in a recording.
    public RecordedCall(JsonObject step) {
        this.step = step;
        this.name = step.get("rpc").getAsString();
        this.method = find(name);
    }

    private static MethodDescriptor find(String name) {
        String[] parts = name.split("[./]");
        ServiceDescriptor service = RPC.findServiceByName(parts[1]);
        return service.findMethodByName(parts[2]);
    }

    /// `{"resp":…}` or `{"err":…}`, of a stream `{"recv":[…],"end":…}`.
    public JsonObject ask(Rpc rpc) throws InvalidProtocolBufferException {
        return method.isServerStreaming() ? stream(rpc) : unary(rpc);
    }

    private JsonObject unary(Rpc rpc) throws InvalidProtocolBufferException {
        JsonObject answer = new JsonObject();
        try {
            answer.add("resp", json(rpc.unary(name, message(step.get("req")), like())));
        } catch (StatusRuntimeException refusal) {
            answer.add("err", json(refusal.getStatus()));
        }
        return answer;
    }

    private JsonObject stream(Rpc rpc) throws InvalidProtocolBufferException {
        JsonArray received = new JsonArray();
        JsonObject answer = new JsonObject();
        Message request = message(step.getAsJsonArray("send").get(0));
        try {
            Iterator<Message> messages = rpc.stream(name, request, like());
            while (messages.hasNext()) {
                received.add(json(messages.next()));
            }
            answer.add("end", json(Status.OK));
        } catch (StatusRuntimeException refusal) {
            answer.add("end", json(refusal.getStatus()));
        }
        if (!received.isEmpty()) {
            answer.add("recv", received);
        }
        return answer;
    }

    private Message message(JsonElement request) throws InvalidProtocolBufferException {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(method.getInputType());
        Matcher fill = FILL.matcher(request.toString());
        String json = fill.replaceAll(found -> {
            byte[] bytes = new byte[Integer.parseInt(found.group(1))];
            Arrays.fill(bytes, (byte) 'x');
            return '"' + Base64.getEncoder().encodeToString(bytes) + '"';
        });
        JsonFormat.parser().merge(json, message);
        return message.build();
    }

    private Message like() {
        return DynamicMessage.getDefaultInstance(method.getOutputType());
    }

    private static JsonElement json(Message message) throws InvalidProtocolBufferException {
        return JsonParser.parseString(PRINTER.print(message));
    }

    private static JsonObject json(Status status) {
        JsonObject json = new JsonObject();
        json.addProperty("code", status.getCode().value());
        if (status.getDescription() != null && !status.getDescription().isEmpty()) {
            json.addProperty("message", status.getDescription());
        }
        return json;
    }
}
