package kv.shell.command;

import java.util.List;
import java.util.concurrent.Callable;
import kv.api.pb.etcdserverpb.MoveLeaderRequest;
import kv.api.pb.etcdserverpb.MoveLeaderResponse;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.service.MaintenanceService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `move-leader ID`: asks the endpoint that leads to hand leadership over.
@Command(name = "move-leader", description = "Makes another member lead.")
final class MoveLeaderCommand implements Callable<Integer> {

    private final Kvsh kvsh;

    @Parameters(arity = "0..*", paramLabel = "ID")
    private List<String> arguments = List.of();

    MoveLeaderCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Override
    public Integer call() {
        if (arguments.size() != 1) {
            throw Kvsh.badArguments("move-leader command needs 1 argument");
        }
        long target = MemberIds.parse(arguments.getFirst(), "", "");
        for (String endpoint : kvsh.endpoints()) {
            StatusResponse status = kvsh.connection().callAt(endpoint, MaintenanceService.class,
                    (service, call, reply) -> service.status(
                            call, StatusRequest.getDefaultInstance(), reply));
            if (status.getLeader() == status.getHeader().getMemberId()) {
                move(endpoint, status.getLeader(), target);
                return 0;
            }
        }
        throw Kvsh.badArguments(
                "no leader endpoint given at [" + String.join(" ", kvsh.endpoints()) + "]");
    }

    private void move(String endpoint, long leader, long target) {
        MoveLeaderRequest request = MoveLeaderRequest.newBuilder().setTargetID(target).build();
        MoveLeaderResponse answer = kvsh.connection().callAt(endpoint, MaintenanceService.class,
                (service, call, reply) -> service.moveLeader(call, request, reply));
        kvsh.format().changed("Leadership transferred from " + Long.toHexString(leader) + " to "
                + Long.toHexString(target), answer);
    }
}
