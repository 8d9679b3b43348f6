package kv.integration.wire;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import kv.api.pb.etcdserverpb.WatchCancelRequest;
import kv.api.pb.etcdserverpb.WatchCreateRequest;
import kv.api.pb.etcdserverpb.WatchProgressRequest;
import kv.api.pb.etcdserverpb.WatchRequest;

/// Requests on one stream of watchers, good ones and bad ones, from one seed: ranges and start
/// revisions of all kinds, filters, pairs before, ids that are chosen, cancels and questions for
/// progress.
///
/// Left out for etcd 3.4 is what it does otherwise than 3.7: start revisions below 0, which it
/// takes for 0, and a question for progress unless every watcher is as far as the store, since it
/// does not look.
final class RandomWatches {

    private static final int IDS = 5;

    private final SplittableRandom random;
    private final boolean old;
    private final Set<Long> ids = new HashSet<>();
    private long nextId;
    /// Whether a watcher starts in the future or before what is left of the past.
    private boolean uneven;

    /// @param old whether the other server is etcd 3.4
    RandomWatches(SplittableRandom random, boolean old) {
        this.random = random;
        this.old = old;
    }

    /// The next request.
    ///
    /// @param revision of the store
    WatchRequest next(long revision) {
        int kind = random.nextInt(10);
        if (kind < 2 && !ids.isEmpty()) {
            return WatchRequest.newBuilder().setCancelRequest(
                    WatchCancelRequest.newBuilder().setWatchId(idToCancel())).build();
        }
        if (kind < 4 && !(old && (ids.isEmpty() || uneven))) {
            return WatchRequest.newBuilder()
                    .setProgressRequest(WatchProgressRequest.getDefaultInstance()).build();
        }
        if (kind == 4 && random.nextInt(4) == 0) {
            return WatchRequest.getDefaultInstance();
        }
        return WatchRequest.newBuilder().setCreateRequest(create(revision)).build();
    }

    /// One that there is, or seldom one that there is not.
    private long idToCancel() {
        Long[] known = ids.stream().sorted().toArray(Long[]::new);
        long id = random.nextInt(5) == 0 ? 77 : known[random.nextInt(known.length)];
        ids.remove(id);
        return id;
    }

    private WatchCreateRequest create(long revision) {
        WatchCreateRequest.Builder create = WatchCreateRequest.newBuilder()
                .setKey(key())
                .setRangeEnd(end())
                .setPrevKv(random.nextBoolean())
                .setFragment(random.nextBoolean())
                .setProgressNotify(random.nextInt(4) == 0);
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            create.addFiltersValue(random.nextInt(10) == 0 ? 7 : random.nextInt(2));
        }
        if (random.nextInt(3) == 0) {
            create.setWatchId(random.nextInt(10) == 0 ? -7 : 1 + random.nextInt(IDS));
        }
        create.setStartRevision(start(revision));
        note(create, revision);
        return create.build();
    }

    private void note(WatchCreateRequest.Builder create, long revision) {
        long start = create.getStartRevision();
        // A compaction may have passed any that is not new.
        uneven |= start > revision || start > 0 && start < revision;
        if (create.getWatchId() != 0) {
            ids.add(create.getWatchId());
        } else {
            while (ids.contains(nextId)) {
                nextId++;
            }
            ids.add(nextId++);
        }
    }

    private long start(long revision) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> 0;
            case 2 -> revision + 1 + random.nextInt(40);
            case 3 -> old ? 1 : -1;
            default -> random.nextLong(1, revision + 1);
        };
    }

    private ByteString key() {
        return random.nextInt(12) == 0 ? ByteString.EMPTY
                : ByteString.copyFromUtf8("k/" + (char) ('a' + random.nextInt(24)));
    }

    /// Often a range, since single keys change seldom; sometimes one that is empty.
    private ByteString end() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> ByteString.copyFrom(new byte[1]);
            case 2, 3, 4 -> ByteString.copyFromUtf8("k0");
            case 5 -> key();
            default -> ByteString.EMPTY;
        };
    }
}
