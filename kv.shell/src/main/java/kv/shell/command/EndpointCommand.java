package kv.shell.command;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import kv.api.KvException;
import kv.api.StatusCode;
import kv.api.pb.etcdserverpb.HashKVRequest;
import kv.api.pb.etcdserverpb.HashKVResponse;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeResponse;
import kv.api.pb.etcdserverpb.StatusRequest;
import kv.api.pb.etcdserverpb.StatusResponse;
import kv.api.service.KvService;
import kv.api.service.MaintenanceService;
import kv.shell.render.Answer;
import kv.shell.render.Health;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `endpoint status | health | hashkv`: asks each endpoint about itself.
@Command(name = "endpoint", description = "Asks each endpoint about itself.",
        synopsisSubcommandLabel = "COMMAND")
final class EndpointCommand {

    private final Kvsh kvsh;

    @Option(names = "--cluster", scope = ScopeType.INHERIT,
            description = "all members of the cluster, not only the endpoints named")
    private boolean cluster;

    EndpointCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Command(name = "status", description = "Prints version, size, leader and progress.")
    int status() {
        return status(MemberUrls.of(kvsh, cluster));
    }

    /// Prints the status of these endpoints.
    int status(List<String> endpoints) {
        List<Answer<StatusResponse>> answers = new ArrayList<>();
        boolean all = ask(endpoints, answers, "status", endpoint -> kvsh.connection().callAt(
                endpoint, MaintenanceService.class, (service, call, reply) ->
                        service.status(call, StatusRequest.getDefaultInstance(), reply)));
        kvsh.format().statuses(answers);
        return all ? 0 : ExitCode.ERROR.number();
    }

    @Command(name = "hashkv", description = "Prints a hash over all keys and their history.")
    int hashKv(@Option(names = "--rev", paramLabel = "REVISION",
            description = "up to this revision") long revision) {
        HashKVRequest request = HashKVRequest.newBuilder().setRevision(revision).build();
        List<Answer<HashKVResponse>> answers = new ArrayList<>();
        boolean all = ask(MemberUrls.of(kvsh, cluster), answers, "hash",
                endpoint -> kvsh.connection().callAt(endpoint, MaintenanceService.class,
                        (service, call, reply) -> service.hashKv(call, request, reply)));
        if (!answers.isEmpty() || all) {
            kvsh.format().hashes(answers);
        }
        return all ? 0 : ExitCode.ERROR.number();
    }

    @Command(name = "health", description = "Tells whether each endpoint commits proposals.")
    int health() {
        List<Health> answers = MemberUrls.of(kvsh, cluster).stream().map(this::healthOf).toList();
        kvsh.format().health(answers);
        if (!answers.stream().allMatch(Health::healthy)) {
            throw new CommandFailure(ExitCode.ERROR, "unhealthy cluster");
        }
        return 0;
    }

    private Health healthOf(String endpoint) {
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8("health"))
                .build();
        long start = System.nanoTime();
        try {
            kvsh.connection().<KvService, RangeResponse>callAt(endpoint, KvService.class,
                    (service, call, reply) -> service.range(call, request, reply));
            return new Health(endpoint, true, System.nanoTime() - start, "");
        } catch (KvException e) {
            boolean alive = e.status() == StatusCode.PERMISSION_DENIED;
            return new Health(
                    endpoint, alive, System.nanoTime() - start, alive ? "" : e.getMessage());
        }
    }

    /// Asks every endpoint and says which did not answer.
    private <M> boolean ask(List<String> endpoints, List<Answer<M>> answers, String what,
            Function<String, M> question) {
        boolean all = true;
        for (String endpoint : endpoints) {
            try {
                answers.add(new Answer<>(endpoint, question.apply(endpoint)));
            } catch (KvException e) {
                kvsh.streams().err().println("Failed to get the " + what + " of endpoint "
                        + endpoint + " (" + e.getMessage() + ")");
                all = false;
            }
        }
        return all;
    }
}
