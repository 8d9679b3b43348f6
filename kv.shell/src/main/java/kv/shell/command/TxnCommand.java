package kv.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import kv.api.pb.etcdserverpb.RequestOp;
import kv.api.pb.etcdserverpb.TxnRequest;
import kv.api.service.KvService;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `txn`: reads comparisons, the operations if all hold, and those if not, each section ended by
/// an empty line.
@Command(name = "txn", description = {
    "Runs a transaction that it reads line by line: comparisons, an empty line, operations if all"
            + " hold, an empty line, operations if not, an empty line.",
    "Comparisons: value(\"k\") = \"v\", version, create, mod, lease; with =, !=, < or >.",
    "Operations: put, get and del with their arguments."})
final class TxnCommand implements Callable<Integer> {

    private final Kvsh kvsh;

    @Parameters(arity = "0..*", hidden = true)
    private List<String> arguments = List.of();

    @Option(names = {"-i", "--interactive"}, description = "say which section is read")
    private boolean interactive;

    TxnCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Override
    public Integer call() {
        if (!arguments.isEmpty()) {
            throw Kvsh.badArguments("txn command does not accept argument");
        }
        TxnRequest.Builder request = TxnRequest.newBuilder();
        section("compares:", line -> request.addCompare(TxnText.comparison(line)));
        section("success requests (get, put, del):", line -> request.addSuccess(operation(line)));
        section("failure requests (get, put, del):", line -> request.addFailure(operation(line)));
        TxnRequest complete = request.build();
        kvsh.format().txn(kvsh.connection().call(KvService.class,
                (service, call, reply) -> service.txn(call, complete, reply)));
        return 0;
    }

    private void section(String title, Consumer<String> taker) {
        if (interactive) {
            kvsh.streams().out().println(title);
        }
        Function<String, Optional<String>> lines = kvsh.streams().lines();
        while (true) {
            String line = lines.apply("txn> ").orElseThrow(() -> TxnText.invalid("EOF")).strip();
            if (line.isEmpty()) {
                return;
            }
            taker.accept(line);
        }
    }

    private RequestOp operation(String line) {
        List<String> words = new ArrayList<>(TxnText.words(line));
        String name = words.removeFirst();
        if (words.isEmpty()) {
            throw TxnText.invalid("invalid txn compare request: " + line);
        }
        return switch (name) {
            case "put" -> RequestOp.newBuilder()
                    .setRequestPut(parsed(new PutCommand(kvsh), words).request()).build();
            case "get" -> RequestOp.newBuilder()
                    .setRequestRange(parsed(new GetCommand(kvsh), words).request()).build();
            case "del" -> RequestOp.newBuilder()
                    .setRequestDeleteRange(parsed(new DelCommand(kvsh), words).request()).build();
            default -> throw TxnText.invalid("invalid txn request: " + line);
        };
    }

    private static <C> C parsed(C command, List<String> words) {
        try {
            new CommandLine(command).parseArgs(words.toArray(String[]::new));
            return command;
        } catch (ParameterException e) {
            throw TxnText.invalid(e.getMessage());
        }
    }
}
