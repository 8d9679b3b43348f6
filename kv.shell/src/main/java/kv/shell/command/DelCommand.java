package kv.shell.command;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kv.api.pb.etcdserverpb.DeleteRangeRequest;
import kv.api.service.ClientCall;
import kv.api.service.KvService;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `del KEY [RANGE_END]`: a range given by two keys is deleted after a moment for second thoughts,
/// unless `--range` says that it is meant.
@Command(name = "del", description = "Deletes a key, or the keys from KEY to before RANGE_END.")
final class DelCommand implements Callable<Integer> {

    private static final int WARNING_SECONDS = 2;

    private final Kvsh kvsh;

    @Parameters(arity = "0..*", paramLabel = "KEY [RANGE_END]")
    private List<String> arguments = List.of();

    @Mixin
    private KeyScope scope = new KeyScope();

    @Option(names = "--prev-kv", description = "print what was deleted")
    private boolean prevKv;

    @Option(names = "--range", description = "delete a range without a moment's warning")
    private boolean rangeIsMeant;

    DelCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Override
    public Integer call() {
        DeleteRangeRequest request = request();
        if (arguments.size() > 1 && !rangeIsMeant) {
            warn();
        }
        kvsh.format().delete(kvsh.connection().call(KvService.class,
                (service, call, reply) -> service.deleteRange(call, request, reply)));
        return 0;
    }

    /// What the arguments and flags ask for.
    DeleteRangeRequest request() {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw Kvsh.badArguments("del command needs one argument as key and an optional argument"
                    + " as range_end");
        }
        KeyScope.Range range = scope.range(arguments);
        return DeleteRangeRequest.newBuilder()
                .setKey(range.key())
                .setRangeEnd(range.end())
                .setPrevKv(prevKv)
                .build();
    }

    private void warn() {
        kvsh.streams().err().println("Warning: Keys between \"" + arguments.get(0) + "\" and \""
                + arguments.get(1) + "\" will be deleted. Please interrupt the command within next "
                + WARNING_SECONDS + " seconds to cancel. You can provide `--range` flag to avoid"
                + " the delay.");
        CountDownLatch cancelled = new CountDownLatch(1);
        ClientCall pause = kvsh.connection().open();
        pause.onCancel(cancelled::countDown);
        try {
            if (cancelled.await(WARNING_SECONDS, TimeUnit.SECONDS)) {
                throw new CommandFailure(ExitCode.INTERRUPTED, "nothing was deleted");
            }
        } catch (InterruptedException e) {
            throw new CommandFailure(ExitCode.INTERRUPTED, "nothing was deleted");
        }
    }
}
