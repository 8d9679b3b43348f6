package kv.raft.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kv.raft.scenario.Scenario.Block;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs every scenario of `src/test/resources/kv/raft/scenarios`. With `-Dkvd.rewrite=true` the
/// expected outputs are written anew; the difference is then to be read as carefully as code.
class ScenarioTest {

    private static final Pattern SOURCE =
            Pattern.compile("Raft[\\s#]+(§|Figure)|thesis[\\s#]+§|etcd's");
    private static final Path FOLDER = Path.of("src/test/resources/kv/raft/scenarios");

    @TestFactory
    Stream<DynamicTest> printsWhatIsExpected() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(), () -> run(Scenario.read(file))));
        }
    }

    @Test
    void eachSaysWhichRuleOfWhichSourceItShows() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> silent = files.sorted().filter(file -> !saysSource(file))
                    .map(file -> file.getFileName().toString()).toList();
            assertEquals(List.of(), silent, "no rule of Raft, the thesis or etcd is named");
        }
    }

    private static boolean saysSource(Path file) {
        try {
            String opening = Files.readString(file).split("\n\n")[0];
            return opening.startsWith("#") && SOURCE.matcher(opening).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Scenario scenario) throws IOException {
        ScenarioRunner runner = new ScenarioRunner();
        boolean rewrites = Boolean.getBoolean("kvd.rewrite");
        List<String> outputs = new ArrayList<>();
        for (Block block : scenario.blocks()) {
            if (block.hasCommands()) {
                String output = runner.run(block.commands());
                outputs.add(output);
                if (!rewrites) {
                    assertEquals(block.expected(), output, String.join("\n", block.lines()));
                }
            }
        }
        if (rewrites) {
            scenario.rewrite(outputs);
        }
    }
}
