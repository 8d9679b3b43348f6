package kv.simulation.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kv.store.file.BrokenStore;
import kv.store.wal.EncodedEntry;
import kv.store.wal.OpenedWal;
import kv.store.wal.Wal;
import kv.store.wal.WalContents;
import kv.store.wal.WalDirectory;
import kv.store.wal.WalPosition;
import kv.store.wal.WalSnapshot;
import kv.store.wal.WalState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The log on a disk that loses power at any change, fills up and fails to sync, by seed: what was
/// synced is always there, what was not is there up to some record.
class WalCrashTest {

    private static final int SEEDS_PER_TEST = 250;
    private static final ByteString METADATA = ByteString.copyFromUtf8("ids");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void keepsWhatWasSynced(long block) {
        for (long seed = block * SEEDS_PER_TEST; seed < (block + 1) * SEEDS_PER_TEST; seed++) {
            try {
                new Member(seed).liveSeveralTimes();
            } catch (RuntimeException | Error failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
    }

    /// One log, and what may be in it.
    private static final class Member {

        private static final int LIVES = 6;

        private final SplittableRandom random;
        private final SimulatedDisk disk;
        private final WalDirectory directory;
        /// Contents of the log that a crash now may leave: as synced, and after each record since.
        private final List<List<EncodedEntry>> possible = new ArrayList<>();
        private final List<WalState> possibleStates = new ArrayList<>();
        private List<EncodedEntry> log = new ArrayList<>();
        private WalState state = new WalState(1, 0, 0);
        /// Last entry that the engine holds durably, and the log may have let go.
        private WalPosition applied = WalPosition.START;
        private boolean created;

        Member(long seed) {
            this.random = new SplittableRandom(seed);
            this.disk = new SimulatedDisk(seed);
            this.directory = new WalDirectory(disk, Path.of("/data/member/wal"),
                    1024L * (1 + random.nextInt(32)));
            possible.add(List.of());
            possibleStates.add(WalState.NONE);
        }

        void liveSeveralTimes() {
            for (int life = 0; life < LIVES; life++) {
                chooseFault();
                try {
                    Wal wal = start();
                    for (int turn = random.nextInt(60); turn > 0; turn--) {
                        turn(wal);
                    }
                } catch (PowerLoss expected) {
                    // The next life finds what is left.
                } catch (BrokenStore broken) {
                    if (broken.reason() != BrokenStore.Cause.DISK_FULL
                            && broken.reason() != BrokenStore.Cause.SYNC_FAILED) {
                        throw broken;
                    }
                }
                disk.capacityBytes(Long.MAX_VALUE);
                disk.restart();
            }
            start();
        }

        private void chooseFault() {
            switch (random.nextInt(8)) {
                case 0 -> disk.capacityBytes(random.nextInt(200_000));
                case 1 -> disk.failSyncAfter(random.nextInt(20));
                default -> disk.crashAfter(random.nextInt(100));
            }
        }

        private Wal start() {
            if (!directory.holdsLog()) {
                assertTrue(!created, "the log has disappeared");
                createParent();
                Wal wal = Wal.create(directory, METADATA);
                created = true;
                return wal;
            }
            created = true;
            OpenedWal opened = Wal.open(directory, applied, applied.index());
            check(opened.contents());
            return opened.wal();
        }

        private void createParent() {
            try {
                disk.createDirectories(directory.path().getParent());
                disk.syncDirectory(directory.path().getParent().getParent());
                disk.syncDirectory(directory.path().getRoot());
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private void check(WalContents contents) {
            assertEquals(METADATA, contents.metadata());
            List<EncodedEntry> found = contents.entries();
            int skipped = (int) applied.index();
            List<EncodedEntry> whole = possible.reversed().stream()
                    .filter(each -> each.size() >= skipped
                            && each.subList(skipped, each.size()).equals(found))
                    .findFirst().orElseThrow(() -> new AssertionError("found up to "
                            + contents.last() + ", possible from " + possible.getFirst().size()
                            + " to " + possible.getLast().size()));
            assertTrue(possibleStates.contains(contents.state()),
                    () -> contents.state() + " is none of " + possibleStates);
            log = new ArrayList<>(whole);
            state = contents.state();
            synced();
        }

        private void synced() {
            possible.clear();
            possible.add(List.copyOf(log));
            possibleStates.clear();
            possibleStates.add(state);
        }

        private void turn(Wal wal) {
            switch (random.nextInt(10)) {
                case 0 -> snapshot(wal);
                case 1 -> {
                    long from = Math.max(1, applied.index() + 1);
                    assertEquals(log.subList((int) from - 1, log.size()),
                            wal.read(from, Long.MAX_VALUE, Long.MAX_VALUE));
                }
                default -> append(wal);
            }
        }

        private void append(Wal wal) {
            List<EncodedEntry> batch = new ArrayList<>();
            long next = log.size() + 1;
            if (random.nextInt(10) == 0 && log.size() > state.commit()) {
                next = random.nextLong(Math.max(state.commit(), applied.index()) + 1, next + 1);
                state = new WalState(state.term() + 1, 0, state.commit());
            }
            for (int count = random.nextInt(8); count > 0; count--) {
                batch.add(entry(next++));
            }
            for (EncodedEntry entry : batch) {
                log.subList((int) entry.index() - 1, log.size()).clear();
                log.add(entry);
                possible.add(List.copyOf(log));
            }
            if (random.nextBoolean()) {
                state = new WalState(state.term(), random.nextInt(3),
                        random.nextLong(state.commit(), log.size() + 1));
            }
            addPossibleStates();
            wal.append(batch, state);
            if (random.nextInt(3) > 0) {
                wal.sync();
                assertEquals(log.size(), wal.durableIndex());
                WalState written = new WalState(state.term(), state.vote(), 0);
                possible.subList(0, possible.size() - 1).clear();
                possibleStates.removeIf(each -> each.term() != written.term()
                        || each.vote() != written.vote());
            }
        }

        /// The commit index on the disk may lag behind, but never goes back.
        private void addPossibleStates() {
            for (long commit = 0; commit <= state.commit(); commit++) {
                possibleStates.add(new WalState(state.term(), state.vote(), commit));
            }
        }

        private EncodedEntry entry(long index) {
            byte[] content = new byte[random.nextInt(5) == 0
                    ? random.nextInt(6000) : random.nextInt(200)];
            if (random.nextInt(4) > 0) {
                random.nextBytes(content);
            }
            int type = content.length == 0 ? 0 : random.nextInt(2);
            return EncodedEntry.of(index, Math.max(1, state.term()), type, content);
        }

        private void snapshot(Wal wal) {
            long index = Math.min(state.commit(), wal.durableIndex());
            if (index > applied.index()) {
                wal.saveSnapshot(new WalSnapshot(
                        index, log.get((int) index - 1).term(), ByteString.EMPTY));
                possible.subList(0, possible.size() - 1).clear();
                applied = new WalPosition(index, log.get((int) index - 1).term());
                wal.releaseBelow(index);
            }
        }
    }
}
