package kv.plugin.storage.mapdb.pages;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kv.api.spi.storage.StorageException;

/// The names in a store's directory. A store is a pair, `pages-N` and `journal-N`; the rewriting of
/// the store makes the pair with the next number, and the moment in which its page file gets that
/// name is the moment in which it takes over. What else is left of either is removed on opening.
public final class PageFiles {

    static final String UNFINISHED = ".new";

    private static final String PAGES = "pages-";
    private static final String JOURNAL = "journal-";
    private static final int FIRST = 1;

    private final Path directory;
    private final int number;

    private PageFiles(Path directory, int number) {
        this.directory = directory;
        this.number = number;
    }

    /// The store in a directory, whole or as far as its creation came.
    ///
    /// @throws StorageException when the directory holds something else
    public static PageFiles in(Path directory) {
        List<String> names = names(directory);
        OptionalInt newest = names.stream().filter(name -> name.matches(PAGES + "\\d+"))
                .mapToInt(name -> Integer.parseInt(name.substring(PAGES.length()))).max();
        PageFiles files = new PageFiles(directory, newest.orElse(FIRST));
        if (newest.isEmpty()) {
            files.requireUnfinished(names);
        }
        return files;
    }

    /// The pair that takes over when the store has been rewritten.
    public PageFiles next() {
        return new PageFiles(directory, number + 1);
    }

    /// Whether there is a store.
    public boolean exists() {
        return Files.exists(pages());
    }

    Path pages() {
        return directory.resolve(PAGES + number);
    }

    Path unfinishedPages() {
        return directory.resolve(PAGES + number + UNFINISHED);
    }

    Path journal() {
        return directory.resolve(JOURNAL + number);
    }

    /// Gives the finished page file its name. From now on this pair is the store.
    void takeOver() {
        try {
            Files.move(unfinishedPages(), pages(), StandardCopyOption.ATOMIC_MOVE);
            forceNames(directory);
        } catch (IOException e) {
            throw Damage.failed(pages(), e);
        }
    }

    /// Removes the pairs that are not this one.
    void removeOthers() {
        try {
            for (String name : names(directory)) {
                Path file = directory.resolve(name);
                if (name.matches("(" + PAGES + "|" + JOURNAL + ")\\d+(" + UNFINISHED + ")?")
                        && !file.equals(pages()) && !file.equals(journal())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw Damage.failed(directory, e);
        }
    }

    /// Without a page file there may be nothing, or what a creation that was cut off has left.
    private void requireUnfinished(List<String> names) {
        for (String name : names) {
            if (!name.matches("(" + PAGES + "|" + JOURNAL + ")" + FIRST + UNFINISHED)
                    && !name.equals(JOURNAL + FIRST)) {
                throw new StorageException(directory + " is not a MapDB store: there is "
                        + directory.resolve(name) + " and no " + PAGES + "N; nothing was changed."
                        + " Choose the engine that wrote it with --storage-engine, or another"
                        + " --data-dir", null);
            }
        }
        if (Files.exists(journal()) && Journal.holdsRecords(journal())) {
            throw Damage.of(pages(), "it is gone, and its journal is there; nothing was changed");
        }
    }

    static void forceNames(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw Damage.failed(directory, e);
        }
    }
}
