package kv.tck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import kv.tck.Recording.Content;
import kv.tck.Recording.Name;
import kv.tck.Recording.Step;

/// A disk as it may be after power was lost at some step of a recording: what was synced is there;
/// of what was written since, each sector is there or not, as if never written; of the names that
/// were given and taken since, a first part counts.
///
/// @param recording until when
/// @param steps number of steps that had returned
/// @param random what is lost
record PowerLoss(Recording recording, int steps, Random random) {

    private static final int SECTOR_BYTES = 512;

    /// What the process had said.
    List<String> said() {
        return past().stream().filter(Recording.Said.class::isInstance)
                .map(step -> ((Recording.Said) step).line()).toList();
    }

    /// Makes the disk in an empty directory.
    void into(Path directory) throws IOException {
        Map<String, Content> names = names();
        Map<Content, Path> files = new HashMap<>();
        for (Map.Entry<String, Content> entry : names.entrySet()) {
            files.put(entry.getValue(), directory.resolve(entry.getKey()));
        }
        Map<Content, Integer> durable = durable();
        int lossPercent = List.of(0, 20, 50, 100).get(random.nextInt(4));
        for (Map.Entry<Content, Path> file : files.entrySet()) {
            try (FileChannel channel = FileChannel.open(file.getValue(),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                fill(channel, file.getKey(), durable.getOrDefault(file.getKey(), 0), lossPercent);
            }
        }
    }

    private List<Step> past() {
        return recording.steps().subList(0, steps);
    }

    private Map<String, Content> names() {
        int durable = 0;
        int last = 0;
        for (int i = 0; i < steps; i++) {
            if (recording.steps().get(i) instanceof Recording.SyncNames sync) {
                durable = Math.max(durable, sync.began());
            } else if (recording.steps().get(i) instanceof Name) {
                last = i + 1;
            }
        }
        int until = durable + random.nextInt(Math.max(1, last - durable + 1));
        Map<String, Content> names = new HashMap<>();
        for (Step step : recording.steps().subList(0, Math.min(until, steps))) {
            if (step instanceof Name name) {
                names.put(name.name(), name.file());
            }
        }
        Set<String> gone = new HashSet<>();
        names.forEach((name, file) -> {
            if (file == null) {
                gone.add(name);
            }
        });
        names.keySet().removeAll(gone);
        return names;
    }

    /// For each file the step before which all that was written to it is durable.
    private Map<Content, Integer> durable() {
        Map<Content, Integer> durable = new HashMap<>();
        for (Step step : past()) {
            if (step instanceof Recording.Sync sync) {
                durable.merge(sync.file(), sync.began(), Math::max);
            }
        }
        return durable;
    }

    private void fill(FileChannel channel, Content file, int durable, int lossPercent)
            throws IOException {
        for (int i = 0; i < steps; i++) {
            Step step = recording.steps().get(i);
            if (step instanceof Recording.Resize resize && resize.file() == file) {
                resize(channel, resize.size());
            } else if (step instanceof Recording.Write write && write.file() == file) {
                write(channel, write, i < durable ? 0 : lossPercent);
            }
        }
    }

    private static void resize(FileChannel channel, long size) throws IOException {
        if (channel.size() > size) {
            channel.truncate(size);
        } else if (channel.size() < size) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    private void write(FileChannel channel, Recording.Write write, int lossPercent)
            throws IOException {
        int done = 0;
        while (done < write.bytes().length) {
            long at = write.offset() + done;
            int length = (int) Math.min(
                    SECTOR_BYTES - at % SECTOR_BYTES, write.bytes().length - done);
            if (random.nextInt(100) >= lossPercent) {
                channel.write(ByteBuffer.wrap(write.bytes(), done, length), at);
            }
            done += length;
        }
    }
}
