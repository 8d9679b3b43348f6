package kv.integration.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.health.HealthCheckRequest;
import kv.api.pb.v3electionpb.CampaignRequest;
import kv.api.pb.v3lockpb.LockRequest;

/// A method by its name, and its messages between bytes and a recording's form.
///
/// @param name `package.Service/Method`
/// @param descriptor null when there is no such method
record RecordedMethod(String name, MethodDescriptor descriptor) {

    private static final List<FileDescriptor> FILES = List.of(
            RangeRequest.getDescriptor().getFile(), LockRequest.getDescriptor().getFile(),
            CampaignRequest.getDescriptor().getFile(),
            HealthCheckRequest.getDescriptor().getFile());
    private static final Pattern FILL = Pattern.compile("\"\\$fill\\((\\d+)\\)\"");
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames();

    static RecordedMethod of(String name) {
        String[] parts = name.split("/");
        MethodDescriptor found = FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .filter(service -> service.getFullName().equals(parts[0]))
                .map(service -> service.findMethodByName(parts[1]))
                .filter(Objects::nonNull)
                .findFirst().orElse(null);
        return new RecordedMethod(name, found);
    }

    boolean streams() {
        return descriptor != null
                && (descriptor.isClientStreaming() || descriptor.isServerStreaming());
    }

    /// Whether one request alone may be sent.
    boolean takesOne() {
        return descriptor == null || !descriptor.isClientStreaming();
    }

    /// A request's bytes. `"$fill(N)"` stands for N bytes `x`.
    byte[] request(String json) throws InvalidProtocolBufferException {
        if (descriptor == null) {
            return new byte[0];
        }
        DynamicMessage.Builder message = DynamicMessage.newBuilder(descriptor.getInputType());
        Matcher fill = FILL.matcher(json);
        JsonFormat.parser().merge(fill.replaceAll(found -> {
            byte[] bytes = new byte[Integer.parseInt(found.group(1))];
            Arrays.fill(bytes, (byte) 'x');
            return '"' + Base64.getEncoder().encodeToString(bytes) + '"';
        }), message);
        return message.build().toByteArray();
    }

    /// An answer as a recording shows it.
    JsonElement answer(byte[] bytes) throws InvalidProtocolBufferException {
        if (descriptor == null) {
            return new JsonObject();
        }
        return JsonParser.parseString(
                PRINTER.print(DynamicMessage.parseFrom(descriptor.getOutputType(), bytes)));
    }

    static JsonObject json(Status status) {
        JsonObject json = new JsonObject();
        json.addProperty("code", status.getCode().value());
        if (status.getDescription() != null && !status.getDescription().isEmpty()) {
            json.addProperty("message", status.getDescription());
        }
        return json;
    }
}
