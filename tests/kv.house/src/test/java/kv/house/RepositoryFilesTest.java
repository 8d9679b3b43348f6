package kv.house;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RepositoryFilesTest {

    private static final Pattern TEXT = Pattern.compile(
            ".*\\.(java|xml|md|txt|proto|sh|js|css|html|properties|jvm)|.*/(run|kvd|kvsh)");

    /// Places and notes of the people who build this, which mean nothing to those who read it.
    /// Written in parts, so that this file does not hold them.
    private static final List<Pattern> BANNED = List.of(
            Pattern.compile("(?<![\\w.])/wo" + "rk/"),
            Pattern.compile("/tmp/" + "kvd\\b"),
            Pattern.compile("\\bsha" + "red/(design|golden|reference|tools)"),
            Pattern.compile("\\bTO" + "DO\\b"),
            Pattern.compile("\\bFIX" + "ME\\b"),
            Pattern.compile("\\bXX" + "X\\b"));

    @Test
    void filesSpeakToTheReaderAndNotOfTheWorkshop() {
        Findings findings = new Findings("no note to ourselves and no path of a machine of ours:"
                + " say what holds, or do it");
        for (Path file : Repository.files(Repository.root(), this::isOurText)) {
            List<String> lines = Repository.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                findings.addIf(BANNED.stream().anyMatch(word -> word.matcher(line).find()),
                        Repository.name(file) + ":" + (i + 1));
            }
        }
        findings.assertNone();
    }

    @Test
    void linesEndCleanly() {
        Findings findings = new Findings("no tab and no blank at the end of a line of Java");
        for (Source source : Source.ALL) {
            List<String> lines = Repository.lines(source.file());
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                findings.addIf(line.contains("\t") || line.endsWith(" "),
                        Repository.name(source.file()) + ":" + (i + 1));
            }
        }
        findings.assertNone();
    }

    private boolean isOurText(Path file) {
        String name = Repository.name(file);
        return !name.startsWith("tests/golden/") && TEXT.matcher("/" + name).matches();
    }
}
