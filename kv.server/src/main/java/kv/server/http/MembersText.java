package kv.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import kv.store.schema.MemberRow;

/// The document of `/members` on the peer port. Stateless.
public final class MembersText {

    private MembersText() {
    }

    /// The members as JSON, in their order.
    public static String of(List<MemberRow> members) {
        return members.stream()
                .map(member -> new String(member.encode(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "[", "]\n"));
    }
}
