package kv.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process has taken of processor and memory. Any thread.
///
/// @param pid of the process, on this machine
public record ProcessCosts(long pid) {

    /// Clock ticks of `/proc/pid/stat` a second; the same on every Linux that Java runs on.
    private static final double TICKS = 100;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    /// User and system time so far.
    public double cpuSeconds() {
        String stat = read("stat");
        // The fields after the command's name, which may hold blanks, begin behind its bracket.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS;
    }

    /// Memory that it holds.
    public double rssMegabytes() {
        String line = read("status").lines()
                .filter(one -> one.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
