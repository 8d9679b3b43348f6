package kv.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.util.List;
import kv.api.pb.etcdserverpb.Compare;
import kv.api.pb.etcdserverpb.Compare.CompareResult;
import kv.api.pb.etcdserverpb.Compare.CompareTarget;
import kv.shell.session.CommandFailure;
import kv.shell.session.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TxnTextTest {

    @Test
    void readsTheValueThatAKeyIsComparedWith() {
        Compare compare = TxnText.comparison("value(\"a b\") = \"x \\\"y\\x00\"");

        assertEquals(CompareTarget.VALUE, compare.getTarget());
        assertEquals(CompareResult.EQUAL, compare.getResult());
        assertEquals("a b", compare.getKey().toStringUtf8());
        assertEquals(ByteString.copyFromUtf8("x \"y\0"), compare.getValue());
    }

    @ParameterizedTest
    @CsvSource({"version,VERSION", "ver,VERSION", "create,CREATE", "c,CREATE", "mod,MOD", "m,MOD"})
    void knowsTheShortNamesOfNumbers(String name, CompareTarget target) {
        assertEquals(target, TxnText.comparison(name + "(\"k\") > \"7\"").getTarget());
    }

    @Test
    void readsLeasesInHexadecimal() {
        assertEquals(255, TxnText.comparison("lease(\"k\") = \"ff\"").getLease());
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "value(\"b\")", "value(b) = 3", "value('b') = '3'",
        "value(\"b\")=\"3\"", "foo(\"b\") = \"1\"", "version(\"b\") = \"abc\"", "= \"1\"",
        "value(\"b\") >= \"1\""})
    void refusesWhatIsNoComparison(String line) {
        var failure = assertThrows(CommandFailure.class, () -> TxnText.comparison(line));
        assertEquals(ExitCode.INVALID_INPUT, failure.code());
    }

    @Test
    void quotesHoldWordsTogether() {
        assertEquals(List.of("put", "x", "quoted value"), TxnText.words("put x \"quoted value\""));
        assertEquals(List.of("put", "x", "single quoted"), TxnText.words("put x 'single quoted'"));
        assertEquals(List.of("put", "A", ""), TxnText.words("put \"\\x41\" \"\""));
    }
}
