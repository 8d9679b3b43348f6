package kv.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class KeyScopeTest {

    @Test
    void aPrefixEndsBeforeItsSuccessor() {
        assertEquals(bytes('b'), KeyScope.prefix(bytes('a')).end());
        assertEquals(bytes('b'), KeyScope.prefix(bytes('a', 0xff)).end());
    }

    @Test
    void aPrefixOfHighestBytesHasNoEnd() {
        assertEquals(bytes(0), KeyScope.prefix(bytes(0xff, 0xff)).end());
    }

    @Test
    void theEmptyPrefixIsEveryKey() {
        assertEquals(new KeyScope.Range(bytes(0), bytes(0)), KeyScope.prefix(ByteString.EMPTY));
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }
}
