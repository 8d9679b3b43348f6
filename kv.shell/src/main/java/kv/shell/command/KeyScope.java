package kv.shell.command;

import com.google.protobuf.ByteString;
import java.util.List;
import picocli.CommandLine.Option;

/// The flags that make a range of a key, and the range that they make.
public final class KeyScope {

    /// A range end that means "to the last key", and the first key of all.
    private static final ByteString ZERO = ByteString.copyFrom(new byte[] {0});

    @Option(names = "--prefix", description = "all keys that begin with the key")
    private boolean prefix;

    @Option(names = "--from-key", description = "all keys from the key on")
    private boolean fromKey;

    /// A range.
    ///
    /// @param key its first key
    /// @param end the key after its last one; empty for one key
    public record Range(ByteString key, ByteString end) {
    }

    /// All keys that begin with `prefix`.
    public static Range prefix(ByteString prefix) {
        return prefix.isEmpty() ? new Range(ZERO, ZERO) : new Range(prefix, prefixEnd(prefix));
    }

    /// The range that the arguments and the flags name.
    Range range(List<String> arguments) {
        if (prefix && fromKey) {
            throw Kvsh.badArguments(
                    "`--prefix` and `--from-key` cannot be set at the same time, choose one");
        }
        if (arguments.size() > 1 && (prefix || fromKey)) {
            throw Kvsh.badArguments("too many arguments, only accept one argument when `--prefix`"
                    + " or `--from-key` is set");
        }
        ByteString key = ByteString.copyFromUtf8(arguments.get(0));
        if (arguments.size() > 1) {
            return new Range(key, ByteString.copyFromUtf8(arguments.get(1)));
        }
        if (!prefix && !fromKey) {
            return new Range(key, ByteString.EMPTY);
        }
        return fromKey && !key.isEmpty() ? new Range(key, ZERO) : prefix(key);
    }

    /// The first key after all that begin with `prefix`.
    private static ByteString prefixEnd(ByteString prefix) {
        byte[] end = prefix.toByteArray();
        for (int i = end.length - 1; i >= 0; i--) {
            if (end[i] != (byte) 0xff) {
                end[i]++;
                return ByteString.copyFrom(end, 0, i + 1);
            }
        }
        return ZERO;
    }
}
