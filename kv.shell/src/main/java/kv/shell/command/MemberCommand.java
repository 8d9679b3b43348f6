package kv.shell.command;

import kv.api.pb.etcdserverpb.MemberListRequest;
import kv.api.service.ClusterService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `member list`.
@Command(name = "member", description = "The members of the cluster.",
        synopsisSubcommandLabel = "COMMAND")
final class MemberCommand {

    private final Kvsh kvsh;

    MemberCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Command(name = "list", description = "Lists them.")
    int list(@Option(names = "--consistency", paramLabel = "l|s", defaultValue = "l",
            description = "linearizable, or serializable from the member at hand")
            String consistency) {
        MemberListRequest request = MemberListRequest.newBuilder()
                .setLinearizable(!Consistency.serializable(consistency))
                .build();
        kvsh.format().members(kvsh.connection().call(ClusterService.class,
                (service, call, reply) -> service.memberList(call, request, reply)));
        return 0;
    }
}
