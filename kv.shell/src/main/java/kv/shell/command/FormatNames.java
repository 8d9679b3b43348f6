package kv.shell.command;

import java.util.ArrayList;
import kv.shell.render.Formats;

/// The names of the output formats, for completion and help.
final class FormatNames extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    FormatNames() {
        super(Formats.NAMES);
    }
}
