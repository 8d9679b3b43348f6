package kv.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {

    @Test
    void hasTheRowsOfEtcdAndNoOthers() throws IOException {
        Path golden = Path.of(System.getProperty("kvd.root"), "tests/golden/api/errors.tsv");
        Set<String> expected = new TreeSet<>(Files.readAllLines(golden));

        Set<String> rows = Arrays.stream(ErrorCode.values())
                .map(row -> inGo(row.status()) + "\t" + row.text())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(expected, rows);
    }

    private static String inGo(StatusCode code) {
        return Arrays.stream(code.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    @Test
    void numbersCodesAsGrpcDoes() {
        assertEquals(0, StatusCode.OK.number());
        assertEquals(14, StatusCode.UNAVAILABLE.number());
        assertEquals(16, StatusCode.UNAUTHENTICATED.number());
    }

    @Test
    void refusesWithoutAStackTrace() {
        var refusal = new KvException(ErrorCode.COMPACTED);

        assertEquals(0, refusal.getStackTrace().length);
        assertEquals("etcdserver: mvcc: required revision has been compacted",
                refusal.getMessage());
        assertEquals(ErrorCode.COMPACTED, refusal.code().orElseThrow());
    }
}
