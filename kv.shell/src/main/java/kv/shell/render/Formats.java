package kv.shell.render;

import java.io.PrintStream;
import java.util.List;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;

/// Where a command gets the format that its flags name.
///
/// @param name of the format
/// @param hex whether bytes, or ids, are written in hexadecimal
/// @param valuesAlone whether keys are left out, in the simple format
public record Formats(String name, boolean hex, boolean valuesAlone) {

    /// The names of all formats.
    public static final List<String> NAMES =
            List.of("simple", "fields", "json", "table", "protobuf");

    /// The format, writing to these streams.
    public Format to(PrintStream out, PrintStream err) {
        return switch (name) {
            case "simple" -> new SimpleFormat(out, err, hex, valuesAlone);
            case "fields" -> new FieldsFormat(out, hex);
            case "json" -> new JsonFormat(out, hex);
            case "table" -> new TableFormat(out);
            case "protobuf" -> new ProtobufFormat(out);
            default -> throw new CommandFailure(
                    ExitCode.BAD_FEATURE, "unsupported output format");
        };
    }
}
