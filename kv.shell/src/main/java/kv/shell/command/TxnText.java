package kv.shell.command;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.Compare.CompareResult;
import kv.api.pb.etcdserverpb.Compare.CompareTarget;
import kv.shell.render.GoText;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;

/// The lines of a transaction as etcdctl takes them: comparisons such as `value("a") = "1"`, and
/// operations such as `put a "x y"`.
///
/// Lines that make etcdctl itself panic (an unknown operator, a lease that is no number) are
/// refused as malformed here.
final class TxnText {

    private static final Pattern COMPARISON = Pattern.compile(
            "(\\w+)\\(\"((?:[^\"\\\\]|\\\\.)*)\"\\)\\s+(\\S+)\\s+\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern TARGET = Pattern.compile("(\\w+)\\(.*");
    private static final Pattern WORD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");
    private static final int HEX = 16;

    private TxnText() {
    }

    /// The comparison that a line asks for.
    static Compare comparison(String line) {
        Matcher matcher = COMPARISON.matcher(line);
        if (!matcher.matches()) {
            Matcher target = TARGET.matcher(line);
            String kind = target.matches() ? target.group(1) : "";
            throw invalid("malformed comparison: " + line
                    + (kind.isEmpty() ? "" : "; got " + kind + "(\"\")  \"\""));
        }
        Compare.Builder compare = Compare.newBuilder()
                .setKey(GoText.unescaped(matcher.group(2)))
                .setResult(result(matcher.group(3), line));
        ByteString value = GoText.unescaped(matcher.group(4));
        try {
            operand(compare, matcher.group(1), value, line);
        } catch (NumberFormatException e) {
            throw invalid("invalid txn compare request: " + line);
        }
        return compare.build();
    }

    private static CompareResult result(String operator, String line) {
        return switch (operator) {
            case "=" -> CompareResult.EQUAL;
            case "!=" -> CompareResult.NOT_EQUAL;
            case "<" -> CompareResult.LESS;
            case ">" -> CompareResult.GREATER;
            default -> throw invalid(
                    "malformed comparison: " + line + " (unknown operator " + operator + ")");
        };
    }

    private static void operand(
            Compare.Builder compare, String target, ByteString value, String line) {
        switch (target) {
            case "ver", "version" -> compare.setTarget(CompareTarget.VERSION)
                    .setVersion(Long.parseLong(value.toStringUtf8()));
            case "c", "create" -> compare.setTarget(CompareTarget.CREATE)
                    .setCreateRevision(Long.parseLong(value.toStringUtf8()));
            case "m", "mod" -> compare.setTarget(CompareTarget.MOD)
                    .setModRevision(Long.parseLong(value.toStringUtf8()));
            case "val", "value" -> compare.setTarget(CompareTarget.VALUE).setValue(value);
            case "lease" -> compare.setTarget(CompareTarget.LEASE)
                    .setLease(Long.parseLong(value.toStringUtf8(), HEX));
            default -> throw invalid(
                    "malformed comparison: " + line + " (unknown target " + target + ")");
        }
    }

    /// The words of an operation; quotes hold blanks together.
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                words.add(GoText.unescaped(matcher.group(1)).toStringUtf8());
            } else {
                words.add(matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
            }
        }
        return words;
    }

    static CommandFailure invalid(String text) {
        return new CommandFailure(ExitCode.INVALID_INPUT, text);
    }
}
