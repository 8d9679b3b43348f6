package kv.tck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kv.tck.Recording.Content;

/// Reads what `strace -f -xx` wrote: every string is in hexadecimal, so no character in one can be
/// taken for a part of the line. A call that another thread's call interrupts stands on two lines;
/// it counts where it returned, and a sync covers what had returned when it began.
final class TraceReader {

    private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)\\) += (-?\\d+).*");
    private static final Pattern BEGUN = Pattern.compile("(\\d+) +(.*) <unfinished \\.\\.\\.>");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)");

    private final String directory;
    private final Recording recording = new Recording();
    private final Map<String, Content> names = new HashMap<>();
    private final Map<Integer, Content> open = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<String, String> begunLines = new HashMap<>();
    private final Map<String, Integer> begunAt = new HashMap<>();
    private final Set<Integer> directoryHandles = new HashSet<>();

    private TraceReader(Path directory) {
        this.directory = directory.toString();
    }

    static Recording read(Path trace, Path directory) throws IOException {
        TraceReader reader = new TraceReader(directory);
        try (BufferedReader lines = Files.newBufferedReader(trace, ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.take(line);
            }
        }
        return reader.recording;
    }

    private void take(String line) {
        if (line.endsWith("<unfinished ...>")) {
            Matcher begun = BEGUN.matcher(line);
            if (begun.matches()) {
                begunLines.put(begun.group(1), begun.group(2));
                begunAt.put(begun.group(1), recording.steps().size());
            }
            return;
        }
        Matcher resumed = line.contains(" resumed>") ? RESUMED.matcher(line) : null;
        if (resumed != null && resumed.matches()) {
            String thread = resumed.group(1);
            call(thread + " " + begunLines.remove(thread) + resumed.group(2),
                    begunAt.remove(thread));
        } else {
            call(line, recording.steps().size());
        }
    }

    private void call(String line, int began) {
        Matcher call = CALL.matcher(line);
        if (!call.matches() || call.group(4).startsWith("-")) {
            return;
        }
        String[] arguments = call.group(3).split(", ");
        long result = Long.parseLong(call.group(4));
        switch (call.group(2)) {
            case "openat" -> opened(text(arguments[1]), arguments[2], (int) result);
            case "write" -> written(handle(arguments), arguments[1], result);
            case "pwrite64" -> write(handle(arguments), Long.parseLong(arguments[3]),
                    bytes(arguments[1], result));
            case "ftruncate" -> resized(handle(arguments), Long.parseLong(arguments[1]));
            case "fsync", "fdatasync" -> synced(handle(arguments), began);
            case "rename" -> renamed(text(arguments[0]), text(arguments[1]));
            case "unlink" -> name(text(arguments[0]), null);
            case "close" -> closed(handle(arguments));
            default -> requireForeign(arguments[0], line);
        }
    }

    /// The rarer calls may go to other files, not to those that are recorded.
    private void requireForeign(String argument, String line) {
        boolean own = argument.matches("\\d+") && open.containsKey(Integer.parseInt(argument));
        if (own || !argument.matches("\\d+")) {
            throw new IllegalStateException("a call that is not understood: " + line);
        }
    }

    private void opened(String path, String flags, int handle) {
        closed(handle);
        if (path.equals(directory)) {
            directoryHandles.add(handle);
            return;
        }
        String name = inside(path);
        if (name == null || flags.contains("O_RDONLY")) {
            return;
        }
        if (!names.containsKey(name)) {
            name(path, new Content());
        }
        open.put(handle, names.get(name));
        positions.put(handle, 0L);
        if (flags.contains("O_TRUNC")) {
            resized(handle, 0);
        }
    }

    private void closed(int handle) {
        open.remove(handle);
        directoryHandles.remove(handle);
    }

    private void written(int handle, String content, long length) {
        if (handle == 1) {
            new String(bytes(content, length), UTF_8).lines()
                    .forEach(line -> recording.steps().add(new Recording.Said(line)));
        } else if (open.containsKey(handle)) {
            long at = positions.get(handle);
            write(handle, at, bytes(content, length));
            positions.put(handle, at + length);
        }
    }

    private void write(int handle, long offset, byte[] bytes) {
        if (open.containsKey(handle)) {
            recording.steps().add(new Recording.Write(open.get(handle), offset, bytes));
        }
    }

    private void resized(int handle, long size) {
        if (open.containsKey(handle)) {
            recording.steps().add(new Recording.Resize(open.get(handle), size));
        }
    }

    private void synced(int handle, int began) {
        if (directoryHandles.contains(handle)) {
            recording.steps().add(new Recording.SyncNames(began));
        } else if (open.containsKey(handle)) {
            recording.steps().add(new Recording.Sync(open.get(handle), began));
        }
    }

    private void renamed(String from, String to) {
        if (inside(from) != null) {
            Content file = names.get(inside(from));
            name(to, file);
            name(from, null);
        }
    }

    private void name(String path, Content file) {
        String name = inside(path);
        if (name == null) {
            return;
        }
        if (file == null) {
            names.remove(name);
        } else {
            names.put(name, file);
        }
        recording.steps().add(new Recording.Name(name, file));
    }

    /// The name of a file right in the directory, else null.
    private String inside(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0 && path.substring(0, slash).equals(directory)
                ? path.substring(slash + 1) : null;
    }

    private static int handle(String[] arguments) {
        return Integer.parseInt(arguments[0]);
    }

    private static String text(String quoted) {
        return new String(bytes(quoted, (quoted.length() - 2) / 4), UTF_8);
    }

    /// `"\x41\x42"` as bytes.
    private static byte[] bytes(String quoted, long length) {
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < length; i++) {
            int at = 1 + 4 * i + 2;
            bytes[i] = (byte) HexFormat.fromHexDigits(quoted, at, at + 2);
        }
        return bytes;
    }
}
