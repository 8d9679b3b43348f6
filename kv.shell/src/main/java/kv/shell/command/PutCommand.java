package kv.shell.command;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import kv.api.pb.etcdserverpb.PutRequest;
import kv.api.service.KvService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `put KEY [VALUE]`: the value comes from standard input when it is left out.
@Command(name = "put", description = "Puts a value under a key; without VALUE, the input's bytes.")
final class PutCommand implements Callable<Integer> {

    private static final String ARGUMENTS =
            "put command needs 1 argument and input from stdin or 2 arguments";

    private final Kvsh kvsh;

    @Parameters(arity = "0..*", paramLabel = "KEY VALUE")
    private List<String> arguments = List.of();

    @Option(names = "--lease", paramLabel = "ID", defaultValue = "0",
            description = "attach the key to this lease (hexadecimal)")
    private String lease = "0";

    @Option(names = "--prev-kv", description = "print what was there before")
    private boolean prevKv;

    @Option(names = "--ignore-value", description = "keep the value that is there")
    private boolean ignoreValue;

    @Option(names = "--ignore-lease", description = "keep the lease that is there")
    private boolean ignoreLease;

    PutCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Override
    public Integer call() {
        PutRequest request = request();
        kvsh.format().put(kvsh.connection().call(KvService.class,
                (service, call, reply) -> service.put(call, request, reply)));
        return 0;
    }

    /// What the arguments and flags ask for.
    PutRequest request() {
        if (arguments.isEmpty()) {
            throw Kvsh.badArguments(ARGUMENTS);
        }
        if (ignoreValue && arguments.size() > 1) {
            throw Kvsh.badArguments("put command needs only 1 argument when 'ignore-value' is set");
        }
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(arguments.get(0)))
                .setValue(ignoreValue ? ByteString.EMPTY : value())
                .setLease(LeaseIds.parse(lease, "bad lease ID"))
                .setPrevKv(prevKv)
                .setIgnoreValue(ignoreValue)
                .setIgnoreLease(ignoreLease)
                .build();
    }

    private ByteString value() {
        if (arguments.size() > 1) {
            return ByteString.copyFromUtf8(arguments.get(1));
        }
        try {
            ByteString input = ByteString.readFrom(kvsh.streams().in());
            if (input.isEmpty()) {
                throw Kvsh.badArguments(ARGUMENTS);
            }
            return input;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
