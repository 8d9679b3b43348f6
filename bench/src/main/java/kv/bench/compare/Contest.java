package kv.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/// Two servers in turn, and the table of ratios in the end. Options of a command, and what they
/// mean. One thread.
final class Contest {

    @Option(
            names = "--kvd",
            description = "kvd's launcher.",
            defaultValue = "jlink/target/kvd/bin/kvd")
    private String kvd;

    @Option(
            names = "--peer",
            description = "The other server; anything that takes etcd's flags.",
            defaultValue = "etcd")
    private String peer;

    @Option(
            names = "--directory",
            description = "Where data directories are made; tmpfs, unless a disk is the question.",
            defaultValue = "/dev/shm")
    private Path directory;

    @Option(
            names = "--rounds",
            description = "Each is peer, kvd, kvd, peer; 0 is a single peer, kvd.",
            defaultValue = "1")
    private int rounds;

    /// Whose turn it is.
    ///
    /// @param binary its launcher
    /// @param directory does not exist; the turn makes it and deletes it
    /// @param readings takes what is read
    /// @param theirs what has been read of the peer so far
    /// @param progress takes lines for the user
    record Turn(String binary, Path directory, Readings readings, Readings theirs,
            Consumer<String> progress) {
    }

    /// What is done with a server in its turn.
    interface Trial {

        void run(Turn turn) throws IOException, InterruptedException;
    }

    /// Prints what is read as it is read, and the medians in the end.
    ///
    /// @return the program's exit code
    int run(PrintWriter out, PrintWriter err, Trial trial)
            throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(directory, "kvd-bench");
        try {
            takeTurns(out, own, trial);
            Files.delete(own);
            return 0;
        } catch (RuntimeException failure) {
            err.println("bench: " + failure.getMessage()
                    + "; what the server wrote is left in " + own);
            return 1;
        }
    }

    private void takeTurns(PrintWriter out, Path own, Trial trial)
            throws IOException, InterruptedException {
        Consumer<String> progress = line -> {
            out.println(line);
            out.flush();
        };
        Readings theirs = new Readings();
        Readings ours = new Readings();
        for (char server : order().toCharArray()) {
            boolean isKvd = server == 'k';
            String binary = isKvd ? kvd : peer;
            progress.accept(binary);
            trial.run(new Turn(
                    binary, own.resolve("trial"), isKvd ? ours : theirs, theirs, progress));
        }
        progress.accept("");
        progress.accept(RatioTable.of(theirs, ours));
    }

    private String order() {
        return rounds == 0 ? "pk" : "pkkp".repeat(rounds);
    }
}
