package kv.shell.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.AlarmMember;
import kv.api.pb.etcdserverpb.AlarmRequest;
import kv.api.pb.etcdserverpb.AlarmRequest.AlarmAction;
import kv.api.pb.etcdserverpb.AlarmResponse;
import kv.api.pb.etcdserverpb.DefragmentRequest;
import kv.api.pb.etcdserverpb.DefragmentResponse;
import kv.api.pb.etcdserverpb.MoveLeaderRequest;
import kv.api.pb.etcdserverpb.MoveLeaderResponse;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.service.MaintenanceService;
import kv.shell.render.GoText;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import kv.shell.session.SnapshotDownload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The commands that look after members: `status`, `defrag`, `alarm`, `snapshot` and `version`.
final class MaintenanceCommands {

    private MaintenanceCommands() {
    }

    /// `status`, a short way to `endpoint status`.
    @Command(name = "status", description = "Prints version, size, leader and progress of each"
            + " endpoint; the same as endpoint status.")
    record Status(Kvsh kvsh) implements Callable<Integer> {

        @Override
        public Integer call() {
            return new EndpointCommand(kvsh).status(kvsh.endpoints());
        }
    }

    /// `defrag`.
    @Command(name = "defrag", description = "Gives unused space back, on each endpoint.")
    static final class Defrag implements Callable<Integer> {

        private final Kvsh kvsh;

        @Option(names = "--cluster", description = "on all members of the cluster")
        private boolean cluster;

        Defrag(Kvsh kvsh) {
            this.kvsh = kvsh;
        }

        @Override
        public Integer call() {
            int failures = 0;
            for (String endpoint : MemberUrls.of(kvsh, cluster)) {
                failures += defragment(endpoint) ? 0 : 1;
            }
            return failures == 0 ? 0 : ExitCode.ERROR.number();
        }

        private boolean defragment(String endpoint) {
            long start = System.nanoTime();
            try {
                kvsh.connection().<MaintenanceService, DefragmentResponse>callAt(
                        endpoint, MaintenanceService.class,
                        (service, call, reply) -> service.defragment(
                                call, DefragmentRequest.getDefaultInstance(), reply));
                kvsh.streams().out().println("Finished defragmenting etcd member[" + endpoint
                        + "]. took " + GoText.duration(System.nanoTime() - start));
                return true;
            } catch (KvException e) {
                kvsh.streams().err().println("Failed to defragment etcd member[" + endpoint
                        + "]. took " + GoText.duration(System.nanoTime() - start) + ". ("
                        + e.getMessage() + ")");
                return false;
            }
        }
    }

    /// `alarm list | disarm`.
    @Command(name = "alarm", description = "Alarms: a full quota, or damaged data.",
            synopsisSubcommandLabel = "COMMAND")
    static final class Alarm {

        private final Kvsh kvsh;

        Alarm(Kvsh kvsh) {
            this.kvsh = kvsh;
        }

        @Command(name = "list", description = "Lists those that are set.")
        int list() {
            kvsh.format().alarms(call(AlarmRequest.newBuilder()
                    .setAction(AlarmAction.GET)
                    .build()));
            return 0;
        }

        @Command(name = "disarm", description = "Clears them.")
        int disarm() {
            AlarmResponse set = call(AlarmRequest.newBuilder().setAction(AlarmAction.GET).build());
            AlarmResponse.Builder cleared = AlarmResponse.newBuilder();
            for (AlarmMember alarm : set.getAlarmsList()) {
                cleared.mergeFrom(call(AlarmRequest.newBuilder()
                        .setAction(AlarmAction.DEACTIVATE)
                        .setMemberID(alarm.getMemberID())
                        .setAlarm(alarm.getAlarm())
                        .build()));
            }
            kvsh.format().alarms(cleared.build());
            return 0;
        }

        private AlarmResponse call(AlarmRequest request) {
            return kvsh.connection().call(MaintenanceService.class,
                    (service, call, reply) -> service.alarm(call, request, reply));
        }
    }

    /// `snapshot save`. What works on files alone is with the server, as etcd has it in etcdutl.
    @Command(name = "snapshot", description = "Saves the data of a member. kvd snapshot looks at"
            + " such a file and restores it.", synopsisSubcommandLabel = "COMMAND")
    record Snapshot(Kvsh kvsh) {

        @Command(name = "save", description = "Saves to a file, which appears when it is whole.")
        int save(@Parameters(arity = "0..*", paramLabel = "FILE") List<String> arguments)
                throws IOException {
            if (arguments == null || arguments.size() != 1) {
                throw Kvsh.badArguments("snapshot save expects one argument <filename>");
            }
            if (kvsh.endpoints().size() != 1) {
                throw new CommandFailure(ExitCode.INTERRUPTED, "snapshot must be requested to one"
                        + " selected node, not multiple ["
                        + String.join(" ", kvsh.endpoints()) + "]");
            }
            Path target = Path.of(arguments.getFirst());
            String version = SnapshotDownload.save(kvsh.connection(), target);
            kvsh.streams().out().println("Snapshot saved at " + target);
            if (!version.isEmpty()) {
                kvsh.streams().out().println("Server version " + version);
            }
            return 0;
        }
    }

    /// `version`.
    @Command(name = "version", description = "Prints the versions of the shell and of the API.")
    record Version(Kvsh kvsh) implements Callable<Integer> {

        /// The API that the shell speaks: etcd's.
        private static final String API = "3.7";

        @Override
        public Integer call() {
            String own = Version.class.getModule().getDescriptor() == null
                    ? "unknown"
                    : Version.class.getModule().getDescriptor().rawVersion().orElse("unknown");
            kvsh.streams().out().println("kvsh version: " + own);
            kvsh.streams().out().println("API version: " + API);
            return 0;
        }
    }

    /// `move-leader ID`: asks the endpoint that leads to hand leadership over.
    @Command(name = "move-leader", description = "Makes another member lead.")
    static final class MoveLeader implements Callable<Integer> {

        private final Kvsh kvsh;

        @Parameters(arity = "0..*", paramLabel = "ID")
        private List<String> arguments = List.of();

        MoveLeader(Kvsh kvsh) {
            this.kvsh = kvsh;
        }

        @Override
        public Integer call() {
            if (arguments.size() != 1) {
                throw Kvsh.badArguments("move-leader command needs 1 argument");
            }
            long target = MemberCommand.parse(arguments.getFirst(), "", "");
            for (String endpoint : kvsh.endpoints()) {
                StatusResponse status = kvsh.connection().callAt(endpoint,
                        MaintenanceService.class, (service, call, reply) -> service.status(
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
}
