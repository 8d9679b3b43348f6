package kv.store.bolt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import kv.store.file.DiskFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class DamagedDatabaseTest {

    private static final int PAGE = 4096;

    @TempDir
    Path temp;

    /// Where etcd starts, the file is read; where it panics, the file is refused.
    @TestFactory
    Stream<DynamicTest> answersDamageOfEtcdsDatabase() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonElement each : GoldenDatabases.json("databases/damaged").getAsJsonArray()) {
            JsonObject variant = each.getAsJsonObject();
            if (!variant.toString().contains("\"delete\"")) {
                tests.add(DynamicTest.dynamicTest(variant.get("version").getAsString() + " "
                        + variant.get("variant").getAsString(), () -> answers(variant)));
            }
        }
        return tests.stream();
    }

    private void answers(JsonObject variant) throws IOException {
        byte[] bytes = GoldenDatabases.bytes("databases/" + variant.get("base").getAsString());
        for (JsonElement each : variant.getAsJsonArray("ops")) {
            bytes = damaged(bytes, each.getAsJsonObject());
        }
        Path file = temp.resolve("damaged.db");
        Files.write(file, bytes);
        if (variant.get("etcd").getAsString().equals("starts")) {
            readAll(file);
        } else {
            BoltDamage damage = assertThrows(BoltDamage.class, () -> readAll(file));
            assertEquals(file, damage.file());
            assertTrue(damage.getMessage().startsWith(
                    file + " is damaged at offset " + damage.offset() + ": "), damage::getMessage);
        }
    }

    private static byte[] damaged(byte[] bytes, JsonObject operation) {
        switch (operation.get("op").getAsString()) {
            case "truncate" -> {
                return Arrays.copyOf(bytes, operation.get("size").getAsInt());
            }
            case "zero" -> Arrays.fill(bytes, operation.get("from").getAsInt(),
                    operation.get("to").getAsInt(), (byte) 0);
            case "xor" -> bytes[operation.get("offset").getAsInt()] ^=
                    HexFormat.of().parseHex(operation.get("hex").getAsString())[0];
            default -> throw new IllegalArgumentException(operation.toString());
        }
        return bytes;
    }

    @Test
    void namesAPageThatLeadsToItself() throws IOException {
        byte[] bytes = GoldenDatabases.bytes("snapshots/v3.7.1-keys5000");
        // The root of bucket key is a branch: let its first child be itself.
        int root = 93 * PAGE;
        assertEquals(PageLayout.BRANCH, bytes[root + 8]);
        bytes[root + 16 + 8] = 93;
        Path file = temp.resolve("loop.db");
        Files.write(file, bytes);
        BoltDamage damage = assertThrows(BoltDamage.class, () -> readAll(file));
        assertEquals(root, damage.offset());
    }

    @Test
    void namesARowOutOfOrder() throws IOException {
        byte[] bytes = GoldenDatabases.bytes("snapshots/v3.7.1-keys5000");
        int leaf = leafOf(bytes);
        // Elements carry the place of their key; the first two change places.
        byte[] first = Arrays.copyOfRange(bytes, leaf + 16, leaf + 32);
        int key = leaf + 16 + (first[4] & 0xff) + ((first[5] & 0xff) << 8);
        bytes[key + 7] = 0x7f;
        Path file = temp.resolve("order.db");
        Files.write(file, bytes);
        assertThrows(BoltDamage.class, () -> readAll(file));
    }

    private static int leafOf(byte[] bytes) {
        for (int page = 2 * PAGE; page < bytes.length; page += PAGE) {
            if (bytes[page + 8] == PageLayout.LEAF && bytes[page + 10] > 20) {
                return page;
            }
        }
        throw new AssertionError("a leaf with many rows");
    }

    /// Whatever is in a file, reading it ends, with rows or with the place of the damage.
    @Test
    void endsOnAnyContent() throws IOException {
        SplittableRandom random = new SplittableRandom(20260731);
        for (String name : List.of("snapshots/v3.7.1-tombstones", "databases/bbolt-nested")) {
            byte[] sound = GoldenDatabases.bytes(name);
            int end = Math.min(sound.length, 160 << 10);
            int refused = 0;
            for (int round = 0; round < 300; round++) {
                byte[] bytes = Arrays.copyOf(sound, sound.length);
                for (int i = random.nextInt(1, 9); i > 0; i--) {
                    int page = random.nextInt(2 * PAGE, end) / PAGE * PAGE;
                    int at = page + (random.nextBoolean()
                            ? random.nextInt(64) : random.nextInt(PAGE));
                    bytes[at] = (byte) random.nextInt();
                }
                refused += survives(bytes) ? 0 : 1;
            }
            assertTrue(refused > 50, name + ": only " + refused + " were refused");
        }
    }

    private boolean survives(byte[] bytes) throws IOException {
        Path file = temp.resolve("any.db");
        Files.write(file, bytes);
        return assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try {
                readAll(file);
                return true;
            } catch (BoltDamage damage) {
                return false;
            }
        });
    }

    private static void readAll(Path file) throws IOException {
        try (BoltFile opened = BoltFile.open(DiskFiles.INSTANCE, file)) {
            opened.check();
            for (byte[] name : opened.root().names()) {
                opened.root().bucket(name).orElseThrow().forEach((key, value) -> true);
            }
        }
    }
}
