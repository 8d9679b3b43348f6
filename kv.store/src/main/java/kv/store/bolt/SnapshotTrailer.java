package kv.store.bolt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import kv.store.file.FileAccess;
import kv.store.file.FileAccess.OpenMode;
import kv.store.file.StoreFile;

/// The SHA-256 of a database that follows it in the stream of a snapshot, and so in the saved
/// file. etcd recognizes it by the file's length.
public final class SnapshotTrailer {

    /// Bytes of it.
    public static final int SIZE = 32;

    private static final int SECTOR = 512;
    private static final int BUFFER = 1 << 20;

    private SnapshotTrailer() {
    }

    /// Whether a file of that length ends with one.
    public static boolean present(long sizeBytes) {
        return sizeBytes % SECTOR == SIZE;
    }

    /// Computes a trailer from the bytes of the database.
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Reads a saved snapshot and compares.
    ///
    /// @return what is wrong, in etcd's words
    /// @throws IOException when the file cannot be opened
    public static Optional<String> problem(FileAccess files, Path path) throws IOException {
        try (StoreFile file = files.open(path, OpenMode.READ)) {
            long size = file.sizeBytes();
            if (!present(size)) {
                return Optional.of("snapshot missing hash but --skip-hash-check=false");
            }
            byte[] stored = new byte[SIZE];
            file.read(ByteBuffer.wrap(stored), size - SIZE);
            byte[] computed = digest(file, size - SIZE);
            return Arrays.equals(stored, computed) ? Optional.empty() : Optional.of(
                    "expected sha256 " + numbers(stored) + ", got " + numbers(computed));
        }
    }

    private static byte[] digest(StoreFile file, long sizeBytes) {
        MessageDigest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long at = 0; at < sizeBytes; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER, sizeBytes - at));
            file.read(buffer, at);
            digest.update(buffer.flip());
            if (buffer.limit() == 0) {
                break;
            }
        }
        return digest.digest();
    }

    /// As Go prints bytes.
    private static String numbers(byte[] bytes) {
        StringBuilder text = new StringBuilder("[");
        for (byte each : bytes) {
            text.append(text.length() == 1 ? "" : " ").append(each & 0xff);
        }
        return text.append(']').toString();
    }
}
