package kv.raft.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A text file of commands with the output that each must have.
///
/// ```
///   # What this shows.
///   nodes 3
///   campaign 1
///   stabilize
///   ----
///   1 is pre-candidate in term 0
///   ..
/// ```
///
/// Lines up to `----` are commands, those after it up to an empty line are what they print
/// together. A block without `----` is comment.
record Scenario(Path file, List<Block> blocks) {

    private static final String BAR = "----";

    /// Lines as they stand in the file, commands and comments, and the output that is expected.
    record Block(List<String> lines, boolean hasCommands, String expected) {

        List<String> commands() {
            return lines.stream().filter(line -> !line.startsWith("#")).toList();
        }
    }

    static Scenario read(Path file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (String text : Files.readString(file).strip().split("\n\n+")) {
            blocks.add(block(List.of(text.split("\n"))));
        }
        return new Scenario(file, blocks);
    }

    private static Block block(List<String> lines) {
        int bar = lines.indexOf(BAR);
        if (bar < 0) {
            boolean comment = lines.stream().allMatch(line -> line.startsWith("#"));
            return new Block(lines, !comment, "");
        }
        return new Block(lines.subList(0, bar), true,
                String.join("\n", lines.subList(bar + 1, lines.size())));
    }

    /// Put these outputs, one for each block with commands, in place of the expected ones.
    void rewrite(List<String> outputs) throws IOException {
        List<String> texts = new ArrayList<>();
        int next = 0;
        for (Block block : blocks) {
            String lines = String.join("\n", block.lines());
            texts.add(block.hasCommands()
                    ? lines + "\n" + BAR + "\n" + outputs.get(next++) : lines);
        }
        Files.writeString(file, String.join("\n\n", texts.stream().map(String::strip).toList())
                + "\n");
    }
}
