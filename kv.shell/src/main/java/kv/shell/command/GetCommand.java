package kv.shell.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import kv.api.pb.etcdserverpb.RangeRequest;
import kv.api.pb.etcdserverpb.RangeRequest.SortOrder;
import kv.api.pb.etcdserverpb.RangeRequest.SortTarget;
import kv.api.service.KvService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `get KEY [RANGE_END]`.
@Command(name = "get", description = "Gets a key, or the keys from KEY to before RANGE_END.")
final class GetCommand implements Callable<Integer> {

    private final Kvsh kvsh;

    @Parameters(arity = "0..*", paramLabel = "KEY [RANGE_END]")
    private List<String> arguments = List.of();

    @Mixin
    private KeyScope scope = new KeyScope();

    @Mixin
    private Selection selection = new Selection();

    @Option(names = "--keys-only", description = "no values")
    private boolean keysOnly;

    @Option(names = "--count-only", description = "only how many there are (with -w fields)")
    private boolean countOnly;

    @Option(names = "--print-value-only", arity = "0..1", fallbackValue = "true",
            description = "no keys (with -w simple)")
    private boolean valuesAlone;

    @Option(names = "--consistency", paramLabel = "l|s", defaultValue = "l",
            description = "linearizable, or serializable from the member at hand")
    private String consistency = "l";

    @Option(names = "--stream", description = "let the server send large answers in parts")
    private boolean stream;

    /// Which keys of the range, in which order, as of when.
    static final class Selection {

        @Option(names = "--limit", paramLabel = "N", description = "at most so many")
        private long limit;

        @Option(names = "--rev", paramLabel = "REVISION", description = "as they were then")
        private long revision;

        @Option(names = "--order", paramLabel = "ASCEND|DESCEND", defaultValue = "",
                description = "order of the results")
        private String order = "";

        @Option(names = "--sort-by", paramLabel = "CREATE|KEY|MODIFY|VALUE|VERSION",
                defaultValue = "", description = "what to order by")
        private String target = "";

        @Option(names = "--min-mod-rev", paramLabel = "REVISION",
                description = "modified then or later")
        private long minModRevision;

        @Option(names = "--max-mod-rev", paramLabel = "REVISION",
                description = "modified then or earlier")
        private long maxModRevision;

        @Option(names = "--min-create-rev", paramLabel = "REVISION",
                description = "created then or later")
        private long minCreateRevision;

        @Option(names = "--max-create-rev", paramLabel = "REVISION",
                description = "created then or earlier")
        private long maxCreateRevision;

        private void into(RangeRequest.Builder request) {
            request.setLimit(limit)
                    .setRevision(revision)
                    .setSortOrder(sortOrder())
                    .setSortTarget(sortTarget())
                    .setMinModRevision(minModRevision)
                    .setMaxModRevision(maxModRevision)
                    .setMinCreateRevision(minCreateRevision)
                    .setMaxCreateRevision(maxCreateRevision);
        }

        private SortOrder sortOrder() {
            return switch (order.toUpperCase(Locale.ROOT)) {
                case "ASCEND" -> sortTarget() == SortTarget.KEY ? SortOrder.NONE : SortOrder.ASCEND;
                case "DESCEND" -> SortOrder.DESCEND;
                case "" -> SortOrder.NONE;
                default -> throw Kvsh.badFeature("bad sort order " + order);
            };
        }

        private SortTarget sortTarget() {
            return switch (target.toUpperCase(Locale.ROOT)) {
                case "CREATE" -> SortTarget.CREATE;
                case "KEY", "" -> SortTarget.KEY;
                case "MODIFY" -> SortTarget.MOD;
                case "VALUE" -> SortTarget.VALUE;
                case "VERSION" -> SortTarget.VERSION;
                default -> throw Kvsh.badFeature("bad sort target " + target);
            };
        }
    }

    GetCommand(Kvsh kvsh) {
        this.kvsh = kvsh;
    }

    @Override
    public Integer call() {
        RangeRequest request = request();
        if (countOnly && !kvsh.formatName().equals("fields")) {
            throw Kvsh.badArguments("--count-only is only for `--write-out=fields`");
        }
        if (valuesAlone && !kvsh.formatName().equals("simple")) {
            throw Kvsh.badArguments("print-value-only is only for `--write-out=simple`");
        }
        var format = kvsh.format(valuesAlone);
        if (stream) {
            StreamedRange.call(kvsh.connection(), request).forEach(format::range);
        } else {
            format.range(kvsh.connection().call(KvService.class,
                    (service, call, reply) -> service.range(call, request, reply)));
        }
        return 0;
    }

    /// What the arguments and flags ask for.
    RangeRequest request() {
        if (arguments.isEmpty()) {
            throw Kvsh.badArguments("get command needs one argument as key and an optional argument"
                    + " as range_end");
        }
        KeyScope.Range range = scope.range(arguments);
        RangeRequest.Builder request = RangeRequest.newBuilder()
                .setKey(range.key())
                .setRangeEnd(range.end())
                .setKeysOnly(keysOnly)
                .setCountOnly(countOnly)
                .setSerializable(Consistency.serializable(consistency));
        selection.into(request);
        return request.build();
    }
}
