package kv.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.AutoComplete;
import picocli.CommandLine;

/// Completes commands, flags and their values from the commands themselves, and keys from the
/// server. Runs on the shell's thread.
final class ShellCompleter implements Completer {

    /// Commands whose arguments are keys.
    private static final Set<String> OF_KEYS = Set.of("get", "put", "del", "watch");

    private final CommandLine commands;
    private final LiveKeys keys;

    ShellCompleter(CommandLine commands, LiveKeys keys) {
        this.commands = commands;
        this.keys = keys;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words();
        String word = line.word();
        List<CharSequence> found = new ArrayList<>();
        AutoComplete.complete(commands.getCommandSpec(), words.toArray(String[]::new),
                line.wordIndex(), line.wordCursor(), line.cursor(), found);
        String typed = word.substring(0, line.wordCursor());
        found.stream()
                .map(rest -> typed + rest)
                .filter(full -> typed.startsWith("-") == full.startsWith("-"))
                .forEach(full -> candidates.add(new Candidate(full)));
        if (line.wordIndex() > 0 && OF_KEYS.contains(words.getFirst()) && !typed.startsWith("-")) {
            keys.beginningWith(typed).forEach(key -> candidates.add(new Candidate(key)));
        }
    }
}
