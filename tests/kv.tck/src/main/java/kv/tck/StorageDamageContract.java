package kv.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kv.api.spi.storage.Capability;
import kv.api.spi.storage.CommitPoint;
import kv.api.spi.storage.StorageEngine;
import kv.api.spi.storage.StorageException;
import kv.api.spi.storage.StorageOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an engine does with files that are not as it left them: it finds the damage and names the
/// file, and never serves it.
public abstract class StorageDamageContract extends StoragePowerContract {

    private static final int FLIPS = Integer.getInteger("kvd.tck.flips", 8);
    private static final int BATCHES = 60;
    private static final int FEW_BYTES = 100;

    @TempDir
    private Path disk;

    /// For subclasses, which name a provider.
    protected StorageDamageContract() {
    }

    @Test
    void findsAFlippedBitAndNamesTheFile() throws IOException {
        if (!provider().capabilities().contains(Capability.DURABLE)) {
            return; // it has no files
        }
        long seed = Long.getLong("kvd.seed", new Random().nextLong());
        Path whole = Files.createDirectory(disk.resolve("whole"));
        CommitPoint last = fill(whole, seed);
        Random random = new Random(seed);
        int found = 0;
        for (int flip = 0; flip < FLIPS; flip++) {
            Path copy = copy(whole, disk.resolve("flip" + flip));
            // The rows are in the longest file; the others have their turn too.
            List<Path> files = files(copy);
            Path file = flip % 2 == 0 ? files.getLast() : files.get(random.nextInt(files.size()));
            String place = "seed " + seed + ": " + flipABit(file, random);
            found += damageFound(copy, file, last, seed, place) ? 1 : 0;
        }
        assertTrue(found >= FLIPS / 2, found + " of " + FLIPS + " were found, seed " + seed);
    }

    @Test
    void refusesADirectoryThatAnotherProgramWrote() throws IOException {
        if (!provider().capabilities().contains(Capability.DURABLE)) {
            return; // it looks at no directory
        }
        Path foreign = Files.createDirectory(disk.resolve("foreign"));
        for (Path file : files(written(Files.createDirectory(disk.resolve("own"))))) {
            Files.writeString(foreign.resolve(file.getFileName()), "a file of somebody else\n");
        }
        StorageException refused = assertThrows(StorageException.class,
                () -> provider().open(foreign, StorageOptions.small()).close());
        assertTrue(refused.getMessage().contains(foreign.toString()), refused.getMessage());
        for (Path file : files(foreign)) {
            if (file.getFileName().toString().matches(".*\\d")) {
                assertEquals("a file of somebody else\n", Files.readString(file));
            }
        }
    }

    @Test
    void refusesADirectoryThatIsOpen() throws IOException {
        if (!provider().capabilities().contains(Capability.DURABLE)) {
            return; // it has nothing to share
        }
        Path directory = Files.createDirectory(disk.resolve("busy"));
        StorageEngine first = provider().open(directory, StorageOptions.small());
        StorageException refused = assertThrows(StorageException.class,
                () -> provider().open(directory, StorageOptions.small()).close());
        assertTrue(refused.getMessage().contains("in use"), refused.getMessage());
        first.commit(RecordedBatch.after(first.lastCommit()));
        first.close();
    }

    private CommitPoint fill(Path directory, long seed) {
        try (StorageEngine engine = provider().open(directory, StorageOptions.small())) {
            Workload workload = new Workload(seed);
            for (int i = 0; i < BATCHES; i++) {
                engine.commit(workload.after(engine.lastCommit()));
            }
            engine.sync();
            // So that no log is left from which a damaged place would be put right.
            engine.defragment();
            return engine.lastCommit();
        }
    }

    private Path written(Path directory) {
        fill(directory, 1);
        return directory;
    }

    /// Either it is refused with the file's name, or it did no harm: then every row is right.
    private boolean damageFound(
            Path directory, Path file, CommitPoint last, long seed, String place) {
        try (StorageEngine engine = provider().open(directory, StorageOptions.small())) {
            assertEquals(last, engine.lastCommit(), place);
            new Workload(seed).first(last.sequence()).assertShownBy(engine);
            engine.verify();
            return false;
        } catch (StorageException e) {
            assertTrue(e.getMessage().contains(directory.toString()), place + e.getMessage());
            assertTrue(names(e, file), place + e.getMessage());
            return true;
        }
    }

    /// A file of a few bytes may be one that names another, which is then the one missing.
    private static boolean names(Throwable e, Path file) {
        return file.toFile().length() < FEW_BYTES
                || Stream.iterate(e, cause -> cause != null, Throwable::getCause)
                        .map(cause -> String.valueOf(cause.getMessage()))
                        .anyMatch(message -> message.contains(file.getFileName().toString()));
    }

    /// Flips a bit of a byte that is not zero, so that it is not in an empty stretch.
    private static String flipABit(Path file, Random random) throws IOException {
        try (FileChannel channel = FileChannel.open(file,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long at;
            do {
                at = random.nextLong(channel.size());
                channel.read(one.clear(), at);
            } while (one.get(0) == 0);
            one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(8)));
            channel.write(one.rewind(), at);
            return file + " at " + at + ": ";
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
        return to;
    }

    /// The files that hold something, the longest last.
    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toFile().length() > 0)
                    .sorted(Comparator.comparing(file -> file.toFile().length())).toList();
        }
    }
}
