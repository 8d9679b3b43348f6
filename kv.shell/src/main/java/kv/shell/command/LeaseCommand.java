package kv.shell.command;

import java.util.List;
import kv.api.KvException;
import kv.api.pb.etcdserverpb.LeaseGrantRequest;
import kv.api.pb.etcdserverpb.LeaseLeasesRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeRequest;
import kv.api.pb.etcdserverpb.LeaseRevokeResponse;
import kv.api.pb.etcdserverpb.LeaseTimeToLiveRequest;
import kv.api.service.LeaseService;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lease grant | revoke | timetolive | list | keep-alive`.
@Command(name = "lease", description = "Leases, which keys can be attached to.",
        synopsisSubcommandLabel = "COMMAND")
final class LeaseCommand {

    private static final String BAD_ID = "bad lease ID arg";

    private final Kvsh kvsh;

    LeaseCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Command(name = "grant", description = "Makes a lease that lives TTL seconds.")
    int grant(@Parameters(arity = "0..*", paramLabel = "TTL") List<String> arguments) {
        LeaseGrantRequest request = LeaseGrantRequest.newBuilder()
                .setTTL(ttl(only(arguments, "lease grant command needs TTL argument")))
                .build();
        try {
            kvsh.format().granted(kvsh.connection().call(LeaseService.class,
                    (service, call, reply) -> service.leaseGrant(call, request, reply)));
        } catch (KvException e) {
            throw failed("grant", e);
        }
        return 0;
    }

    @Command(name = "revoke", description = "Ends a lease and deletes its keys.")
    int revoke(@Parameters(arity = "0..*", paramLabel = "ID") List<String> arguments) {
        long id = id(arguments, "lease revoke command needs 1 argument");
        LeaseRevokeRequest request = LeaseRevokeRequest.newBuilder().setID(id).build();
        try {
            kvsh.connection().<LeaseService, LeaseRevokeResponse>call(LeaseService.class,
                    (service, call, reply) -> service.leaseRevoke(call, request, reply));
        } catch (KvException e) {
            throw failed("revoke", e);
        }
        kvsh.streams().out().println("lease " + String.format("%016x", id) + " revoked");
        return 0;
    }

    @Command(name = "timetolive", description = "Tells how long a lease has left.")
    int timeToLive(@Parameters(arity = "0..*", paramLabel = "ID") List<String> arguments,
            @Option(names = "--keys", description = "its keys too") boolean keys) {
        LeaseTimeToLiveRequest request = LeaseTimeToLiveRequest.newBuilder()
                .setID(id(arguments, "lease timetolive command needs lease ID as argument"))
                .setKeys(keys)
                .build();
        kvsh.format().timeToLive(kvsh.connection().call(LeaseService.class,
                (service, call, reply) -> service.leaseTimeToLive(call, request, reply)), keys);
        return 0;
    }

    @Command(name = "list", description = "Lists all leases.")
    int list() {
        kvsh.format().leases(kvsh.connection().call(LeaseService.class, (service, call, reply) ->
                service.leaseLeases(call, LeaseLeasesRequest.getDefaultInstance(), reply)));
        return 0;
    }

    @Command(name = "keep-alive", description = "Renews a lease until it ends or Ctrl-C.")
    int keepAlive(@Parameters(arity = "0..*", paramLabel = "ID") List<String> arguments,
            @Option(names = "--once", description = "renew once alone") boolean once) {
        long id = id(arguments, "lease keep-alive command needs lease ID as argument");
        if (new KeptLease(kvsh, id).keep(once)) {
            return 0;
        }
        if (once) {
            throw new CommandFailure(
                    ExitCode.BAD_CONNECTION, "etcdserver: requested lease not found");
        }
        if (kvsh.format().name().equals("simple")) {
            kvsh.streams().out().println(
                    "lease " + String.format("%016x", id) + " expired or revoked.");
        }
        return 0;
    }

    private static long id(List<String> arguments, String complaint) {
        return LeaseIds.parse(only(arguments, complaint), BAD_ID);
    }

    private static String only(List<String> arguments, String complaint) {
        if (arguments == null || arguments.size() != 1) {
            throw Kvsh.badArguments(complaint);
        }
        return arguments.getFirst();
    }

    private static long ttl(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            String reason = text.matches("[+-]?\\d+") ? "value out of range" : "invalid syntax";
            throw Kvsh.badArguments(
                    "bad TTL (strconv.ParseInt: parsing \"" + text + "\": " + reason + ")");
        }
    }

    private static CommandFailure failed(String what, KvException cause) {
        return new CommandFailure(
                ExitCode.ERROR, "failed to " + what + " lease (" + cause.getMessage() + ")");
    }
}
