package kv.shell.command;

import java.util.List;
import java.util.concurrent.Callable;
import kv.api.pb.etcdserverpb.CompactionRequest;
import kv.api.pb.etcdserverpb.CompactionResponse;
import kv.api.service.KvService;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `compaction REVISION`.
@Command(name = "compaction", aliases = "compact",
        description = "Forgets what keys were before a revision.")
final class CompactionCommand implements Callable<Integer> {

    private final Kvsh kvsh;

    @Parameters(arity = "0..*", paramLabel = "REVISION")
    private List<String> arguments = List.of();

    @Option(names = "--physical", description = "wait until it is gone from the disk")
    private boolean physical;

    CompactionCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Override
    public Integer call() {
        if (arguments.size() != 1) {
            throw Kvsh.badArguments("compaction command needs 1 argument");
        }
        CompactionRequest request = CompactionRequest.newBuilder()
                .setRevision(revision(arguments.getFirst()))
                .setPhysical(physical)
                .build();
        kvsh.connection().<KvService, CompactionResponse>call(KvService.class,
                (service, call, reply) -> service.compact(call, request, reply));
        kvsh.streams().out().println("compacted revision " + request.getRevision());
        return 0;
    }

    private static long revision(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandFailure(ExitCode.ERROR,
                    "strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
