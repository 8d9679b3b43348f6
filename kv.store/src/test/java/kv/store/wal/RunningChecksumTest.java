package kv.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class RunningChecksumTest {

    @Test
    void goesOnFromAnyValue() {
        Random random = new Random(1);
        byte[] bytes = new byte[1000];
        random.nextBytes(bytes);
        for (int cut = 0; cut <= bytes.length; cut += 7) {
            CRC32C whole = new CRC32C();
            whole.update(bytes);
            RunningChecksum front = new RunningChecksum(0);
            front.update(bytes, 0, cut);
            RunningChecksum rest = new RunningChecksum(front.value());
            assertEquals(front.value(), rest.value());
            rest.update(bytes, cut, bytes.length - cut);
            assertEquals((int) whole.getValue(), rest.value());
        }
    }

    @Test
    void startsAtAnyValue() {
        for (int value : new int[] {0, 1, -1, Integer.MIN_VALUE, 0x2b801ecd}) {
            assertEquals(value, new RunningChecksum(value).value());
        }
    }
}
