package kv.shell.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import kv.api.pb.etcdserverpb.MemberAddRequest;
import kv.api.pb.etcdserverpb.MemberAddResponse;
import kv.api.pb.etcdserverpb.MemberListRequest;
import kv.api.pb.etcdserverpb.MemberPromoteRequest;
import kv.api.pb.etcdserverpb.MemberPromoteResponse;
import kv.api.pb.etcdserverpb.MemberRemoveRequest;
import kv.api.pb.etcdserverpb.MemberRemoveResponse;
import kv.api.pb.etcdserverpb.MemberUpdateRequest;
import kv.api.pb.etcdserverpb.MemberUpdateResponse;
import kv.api.pb.etcdserverpb.ResponseHeader;
import kv.api.service.ClusterService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `member list | add | remove | update | promote`.
@Command(name = "member", description = "The members of the cluster.",
        synopsisSubcommandLabel = "COMMAND")
final class MemberCommand {

    private static final int RADIX = 16;

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

    @Command(name = "add", description = "Adds one, and prints how to start it.")
    int add(@Parameters(arity = "0..*", paramLabel = "NAME") List<String> arguments,
            @Option(names = "--peer-urls", paramLabel = "URL,...",
                    description = "where the others reach it") String peerUrls,
            @Option(names = "--learner", description = "without a vote for now") boolean learner) {
        String name = name(arguments);
        List<String> urls = urls(peerUrls);
        MemberAddRequest request = MemberAddRequest.newBuilder()
                .addAllPeerURLs(urls).setIsLearner(learner).build();
        MemberAddResponse answer = kvsh.connection().call(ClusterService.class,
                (service, call, reply) -> service.memberAdd(call, request, reply));
        kvsh.format().changed(sentence(answer.getMember().getID(),
                answer.getMember().getIsLearner() ? "added as learner to" : "added to",
                answer.getHeader()), answer);
        if (kvsh.format().name().equals("simple")) {
            printStart(name, peerUrls, answer);
        }
        return 0;
    }

    /// The environment in which the new member starts.
    private void printStart(String name, String peerUrls, MemberAddResponse answer) {
        String cluster = answer.getMembersList().stream()
                .flatMap(member -> member.getPeerURLsList().stream().map(url ->
                        (member.getID() == answer.getMember().getID() ? name : member.getName())
                                + "=" + url))
                .collect(Collectors.joining(","));
        PrintStream out = kvsh.streams().out();
        out.println();
        out.println("ETCD_NAME=\"" + name + "\"");
        out.println("ETCD_INITIAL_CLUSTER=\"" + cluster + "\"");
        out.println("ETCD_INITIAL_ADVERTISE_PEER_URLS=\"" + peerUrls + "\"");
        out.println("ETCD_INITIAL_CLUSTER_STATE=\"existing\"");
    }

    @Command(name = "remove", description = "Removes one for good.")
    int remove(@Parameters(arity = "0..*", paramLabel = "ID") List<String> arguments) {
        MemberRemoveRequest request =
                MemberRemoveRequest.newBuilder().setID(only(arguments)).build();
        MemberRemoveResponse answer = kvsh.connection().call(ClusterService.class,
                (service, call, reply) -> service.memberRemove(call, request, reply));
        kvsh.format().changed(
                sentence(request.getID(), "removed from", answer.getHeader()), answer);
        return 0;
    }

    @Command(name = "update", description = "Says where the others reach one from now on.")
    int update(@Parameters(arity = "0..*", paramLabel = "ID") List<String> arguments,
            @Option(names = "--peer-urls", paramLabel = "URL,...",
                    description = "where the others reach it") String peerUrls) {
        MemberUpdateRequest request = MemberUpdateRequest.newBuilder()
                .setID(only(arguments)).addAllPeerURLs(urls(peerUrls)).build();
        MemberUpdateResponse answer = kvsh.connection().call(ClusterService.class,
                (service, call, reply) -> service.memberUpdate(call, request, reply));
        kvsh.format().changed(
                sentence(request.getID(), "updated in", answer.getHeader()), answer);
        return 0;
    }

    @Command(name = "promote", description = "Gives a learner its vote.")
    int promote(@Parameters(arity = "0..*", paramLabel = "ID") List<String> arguments) {
        MemberPromoteRequest request =
                MemberPromoteRequest.newBuilder().setID(only(arguments)).build();
        MemberPromoteResponse answer = kvsh.connection().call(ClusterService.class,
                (service, call, reply) -> service.memberPromote(call, request, reply));
        kvsh.format().changed(
                sentence(request.getID(), "promoted in", answer.getHeader()), answer);
        return 0;
    }

    private static String name(List<String> arguments) {
        if (arguments == null || arguments.isEmpty()) {
            throw Kvsh.badArguments("member name not provided");
        }
        if (arguments.size() > 1) {
            throw Kvsh.badArguments("too many arguments" + arguments.stream()
                    .filter(argument -> argument.toLowerCase(Locale.ROOT).startsWith("http"))
                    .map(url -> ", did you mean --peer-urls=" + url)
                    .collect(Collectors.joining()));
        }
        return arguments.getFirst();
    }

    private static List<String> urls(String peerUrls) {
        if (peerUrls == null || peerUrls.isEmpty()) {
            throw Kvsh.badArguments("member peer urls not provided");
        }
        return List.of(peerUrls.split(",", -1));
    }

    private static String sentence(long id, String what, ResponseHeader header) {
        return String.format("Member %16x %s cluster %16x", id, what, header.getClusterId());
    }

    /// The id that is the only argument.
    private static long only(List<String> arguments) {
        if (arguments == null || arguments.size() != 1) {
            throw Kvsh.badArguments("member ID is not provided");
        }
        return parse(arguments.getFirst(), "bad member ID arg (", "), expecting ID in Hex");
    }

    /// Reads an id.
    ///
    /// @param before what stands before the reason of a refusal
    /// @param after what stands after it
    static long parse(String text, String before, String after) {
        try {
            return Long.parseUnsignedLong(text, RADIX);
        } catch (NumberFormatException e) {
            throw Kvsh.badArguments(before + "strconv.ParseUint: parsing \"" + text
                    + "\": invalid syntax" + after);
        }
    }
}
