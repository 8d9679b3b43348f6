package kv.store.bolt;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Database files of etcd and bbolt, from tests/golden/disk.
final class GoldenDatabases {

    private static final Path GOLDEN =
            Path.of(System.getProperty("kvd.root"), "tests", "golden", "disk");

    private GoldenDatabases() {
    }

    /// Names of the saved snapshots.
    static List<String> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN.resolve("snapshots"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> "snapshots/" + name.replace(".json", "")).sorted().toList();
        }
    }

    static JsonElement json(String name) throws IOException {
        return JsonParser.parseString(Files.readString(GOLDEN.resolve(name + ".json")));
    }

    static byte[] bytes(String name) throws IOException {
        try (InputStream packed = Files.newInputStream(GOLDEN.resolve(name + ".db.gz"));
                InputStream in = new GZIPInputStream(packed)) {
            return in.readAllBytes();
        }
    }

    static Path unpack(String name, Path into) throws IOException {
        Path file = into.resolve(name.replace('/', '-') + ".db");
        Files.write(file, bytes(name));
        return file;
    }
}
