package kv.shell;

import com.google.protobuf.ByteString;
import java.util.List;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.service.KvService;
import kv.shell.command.KeyScope;
import kv.shell.session.CommandFailure;
import kv.shell.session.Connection;

/// Keys that are on the server now, for completion: a few, without values, from the member at
/// hand. A server that does not answer means no candidates and no message.
final class LiveKeys {

    private static final int MOST = 50;

    private final Connection connection;

    LiveKeys(Connection connection) {
        this.connection = connection;
    }

    List<String> beginningWith(String text) {
        if (!connection.targeted()) {
            return List.of();
        }
        ByteString prefix = ByteString.copyFromUtf8(text);
        KeyScope.Range range = KeyScope.prefix(prefix);
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(range.key())
                .setRangeEnd(range.end())
                .setKeysOnly(true)
                .setSerializable(true)
                .setLimit(MOST)
                .build();
        try {
            RangeResponse answer = connection.call(KvService.class,
                    (service, call, reply) -> service.range(call, request, reply));
            return answer.getKvsList().stream()
                    .map(pair -> pair.getKey())
                    .filter(ByteString::isValidUtf8)
                    .map(ByteString::toStringUtf8)
                    .toList();
        } catch (KvException | CommandFailure e) {
            return List.of();
        }
    }
}
