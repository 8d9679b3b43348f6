package kv.shell.command;

import java.util.ArrayList;
import java.util.List;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.RangeStreamResponse;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.shell.session.AwaitedStream;
import kv.shell.session.Connection;

/// A range that comes in parts.
final class StreamedRange {

    private StreamedRange() {
    }

    static List<RangeResponse> call(Connection connection, RangeRequest request) {
        List<RangeResponse> parts = new ArrayList<>();
        KvService service = connection.service(KvService.class);
        ClientCall call = connection.open();
        AwaitedStream<RangeStreamResponse> stream = new AwaitedStream<>(
                part -> parts.add(part.getRangeResponse()));
        service.rangeStream(call, request, stream);
        stream.await();
        return parts;
    }
}
