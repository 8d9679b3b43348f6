package kv.shell.command;

import java.util.List;
import kv.api.pb.etcdserverpb.MemberListRequest;
import kv.api.pb.etcdserverpb.MemberListResponse;
import kv.api.service.ClusterService;

/// Which endpoints a command asks that asks each one.
final class MemberUrls {

    private MemberUrls() {
    }

    /// The endpoints that were named, or the client URLs of all members.
    static List<String> of(Kvsh kvsh, boolean cluster) {
        if (!cluster) {
            return kvsh.endpoints();
        }
        MemberListResponse answer = kvsh.connection().call(
                ClusterService.class, (service, call, reply) ->
                        service.memberList(call, MemberListRequest.getDefaultInstance(), reply));
        return answer.getMembersList().stream()
                .flatMap(member -> member.getClientURLsList().stream())
                .toList();
    }
}
