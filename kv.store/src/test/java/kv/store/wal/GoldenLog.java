package kv.store.wal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import kv.store.file.DiskFiles;

/// A log that etcd wrote, from tests/golden/disk, unpacked into a directory of the test's own.
final class GoldenLog {

    private static final Path GOLDEN =
            Path.of(System.getProperty("kvd.root"), "tests", "golden", "disk");

    /// As much of the zeros after the last record as a test needs; etcd's go on to 64,000,000.
    private static final int ZEROS_BYTES = 256 << 10;

    private final String name;
    private final JsonObject listing;
    private final Path directory;

    private GoldenLog(String name, JsonObject listing, Path directory) {
        this.name = name;
        this.listing = listing;
        this.directory = directory;
    }

    static GoldenLog unpack(String name, Path into) throws IOException {
        JsonObject listing = json(name + ".json").getAsJsonObject();
        Path directory = Files.createDirectories(into.resolve(name));
        for (JsonElement segment : listing.getAsJsonArray("segments")) {
            String fileName = segment.getAsJsonObject().get("file").getAsString();
            Path file = directory.resolve(fileName);
            try (InputStream packed = Files.newInputStream(
                    GOLDEN.resolve(name).resolve(fileName + ".gz"));
                    InputStream in = new GZIPInputStream(packed)) {
                Files.copy(in, file);
            }
            try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                long written = segment.getAsJsonObject().get("dataEnd").getAsLong();
                opened.setLength(Math.max(written, Math.min(written + ZEROS_BYTES,
                        segment.getAsJsonObject().get("size").getAsLong())));
            }
        }
        return new GoldenLog(name, listing, directory);
    }

    /// The same log in another directory. Only the last segment, and those that are to be damaged,
    /// are copies.
    GoldenLog copy(Path into, JsonArray operations) throws IOException {
        Path copied = Files.createDirectories(into.resolve(name));
        for (SegmentName segment : directory().segments()) {
            String fileName = segment.fileName();
            if (operations.toString().contains(fileName)
                    || segment.equals(directory().segments().getLast())) {
                Files.copy(directory.resolve(fileName), copied.resolve(fileName));
            } else {
                Files.createLink(copied.resolve(fileName), directory.resolve(fileName));
            }
        }
        return new GoldenLog(name, listing, copied);
    }

    static JsonElement json(String fileName) throws IOException {
        return JsonParser.parseString(Files.readString(GOLDEN.resolve(fileName)));
    }

    WalDirectory directory() {
        return new WalDirectory(DiskFiles.INSTANCE, directory, ZEROS_BYTES);
    }

    WalState hardState() {
        JsonObject state = listing.getAsJsonObject("hardState");
        return new WalState(state.get("term").getAsLong(),
                Long.parseUnsignedLong(state.get("vote").getAsString()),
                state.get("commit").getAsLong());
    }

    long lastIndex() {
        return listing.get("lastIndex").getAsLong();
    }

    /// Newest snapshot record.
    WalPosition snapshot() {
        JsonArray snapshots = listing.getAsJsonArray("snapshots");
        JsonObject newest = snapshots.get(snapshots.size() - 1).getAsJsonObject();
        return new WalPosition(newest.get("index").getAsLong(), newest.get("term").getAsLong());
    }

    int segments() {
        return listing.getAsJsonArray("segments").size();
    }

    String segmentName(int segment) {
        return listing.getAsJsonArray("segments").get(segment).getAsJsonObject()
                .get("file").getAsString();
    }

    /// The part of a segment that was written.
    byte[] bytes(int segment) throws IOException {
        JsonObject listed = listing.getAsJsonArray("segments").get(segment).getAsJsonObject();
        try (InputStream in = Files.newInputStream(directory.resolve(segmentName(segment)))) {
            return in.readNBytes(listed.get("dataEnd").getAsInt());
        }
    }

    /// The entries that count, as the listing has them: `term/index`.
    List<String> listedEntries() {
        List<String> entries = new ArrayList<>();
        long first = listing.get("firstIndex").getAsLong();
        for (JsonElement segment : listing.getAsJsonArray("segments")) {
            for (JsonElement each : segment.getAsJsonObject().getAsJsonArray("records")) {
                JsonObject record = each.getAsJsonObject();
                if (record.get("type").getAsString().equals("entry")) {
                    int place = (int) (record.get("index").getAsLong() - first);
                    entries.subList(place, entries.size()).clear();
                    entries.add(record.get("term") + "/" + record.get("index"));
                }
            }
        }
        return entries;
    }

    /// Does to the files what a variant of a damaged-*.json file says.
    void damage(JsonArray operations) throws IOException {
        for (JsonElement each : operations) {
            JsonObject operation = each.getAsJsonObject();
            Path file = directory.resolve(operation.get("file").getAsString());
            if (operation.get("op").getAsString().equals("delete")) {
                Files.delete(file);
            } else {
                try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                    damage(opened, operation);
                }
            }
        }
    }

    private static void damage(RandomAccessFile file, JsonObject operation) throws IOException {
        switch (operation.get("op").getAsString()) {
            case "truncate" -> file.setLength(operation.get("size").getAsLong());
            case "zero" -> {
                long from = operation.get("from").getAsLong();
                file.seek(from);
                file.write(new byte[(int) (Math.min(file.length(),
                        operation.get("to").getAsLong()) - from)]);
            }
            case "xor" -> {
                long offset = operation.get("offset").getAsLong();
                for (byte mask : HexFormat.of().parseHex(operation.get("hex").getAsString())) {
                    file.seek(offset);
                    int old = file.read();
                    file.seek(offset++);
                    file.write(old ^ mask);
                }
            }
            case "write" -> {
                file.seek(operation.get("offset").getAsLong());
                file.write(HexFormat.of().parseHex(operation.get("hex").getAsString()));
            }
            case "append" -> {
                file.seek(file.length());
                file.write(HexFormat.of().parseHex(operation.get("hex").getAsString()));
            }
            default -> throw new IllegalArgumentException(operation.toString());
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
