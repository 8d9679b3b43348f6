package kv.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTextTest {

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "16384,16 kB", "28672,29 kB",
        "2147483648,2.1 GB", "9960000,10 MB"})
    void sizesHaveTwoDigitsAndADecimalUnit(long bytes, String text) {
        assertEquals(text, GoText.size(bytes));
    }

    @ParameterizedTest
    @CsvSource({"0,0ns", "883881,883.881µs", "2878766,2.878766ms", "5001649342,5.001649342s",
        "3000000000,3s", "100000000000,100s"})
    void durationsHaveTheLargestUnitThatFits(long nanos, String text) {
        assertEquals(text, GoText.duration(nanos));
    }

    @Test
    void quotedBytesAreReadBackUnchanged() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        ByteString bytes = ByteString.copyFrom(all);
        String quoted = GoText.quoted(bytes);

        assertEquals(bytes, GoText.unescaped(quoted.substring(1, quoted.length() - 1)));
    }

    @Test
    void hexadecimalNamesEveryByte() {
        assertEquals("\\x66\\x6f\\x6f", GoText.hex(ByteString.copyFromUtf8("foo")));
        assertEquals("", GoText.hex(ByteString.EMPTY));
    }

    @Test
    void textThatCanBePrintedStaysAsItIs() {
        assertEquals("\"é世\"", GoText.quoted(ByteString.copyFromUtf8("é世")));
        assertEquals("\"line1\\nline2\"", GoText.quoted("line1\nline2"));
    }
}
