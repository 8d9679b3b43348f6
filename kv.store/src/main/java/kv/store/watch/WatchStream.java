package kv.store.watch;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import kv.api.ErrorCode;
import kv.api.pb.etcdserverpb.WatchResponse;
import kv.api.service.ReplyStream;
import kv.store.watch.event.EventsAnswer;
import kv.store.watch.event.Selection;

/// One client's stream of watchers, and the answers that it has not taken yet. Confined to its
/// hub's loop.
///
/// Answers go out in the order in which they are made. While the client does not listen they wait
/// here, up to a bound; above it its watchers fall behind and keep only their next revision.
public final class WatchStream {

    private static final int WAITING_ANSWERS = 128;
    private static final int WAITING_PER_WATCHER = 2;
    private static final long WAITING_BYTES = 4L << 20;
    private static final long HUNGRY_BYTES = 256L << 10;
    private static final long NO_WATCHER = -1;
    private static final String EMPTY_RANGE = "mvcc: watcher range is empty";
    private static final String DUPLICATE_ID =
            "mvcc: duplicate watch ID provided on the WatchStream";

    private final WatchHub hub;
    private final ReplyStream<WatchResponse> reply;
    private final WatchLimits limits;
    private final Map<Long, Watcher> watchers = new LinkedHashMap<>();
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private final Set<Watcher> behind = new LinkedHashSet<>();
    private long waitingBytes;
    private long nextId;
    private boolean hungry;
    private boolean closed;
    private final StreamTimes times;

    WatchStream(WatchHub hub, ReplyStream<WatchResponse> reply, WatchLimits limits, long number) {
        this.hub = hub;
        this.reply = reply;
        this.limits = limits;
        times = new StreamTimes(hub, this, limits.progressNs(), number);
        reply.onReady(this::drain);
    }

    /// Creates a watcher, or answers why not.
    ///
    /// @param wantedId 0 to have one chosen
    public void create(long wantedId, WatchOptions options) {
        if (closed) {
            return;
        }
        if (options.startRevision() < 0) {
            refuse(ErrorCode.COMPACTED.text());
        } else if (options.interval().empty()) {
            refuse(EMPTY_RANGE);
        } else if (wantedId != 0 && watchers.containsKey(wantedId)) {
            refuse(DUPLICATE_ID);
        } else {
            add(wantedId == 0 ? freeId() : wantedId, options);
        }
    }

    private long freeId() {
        while (watchers.containsKey(nextId)) {
            nextId++;
        }
        return nextId++;
    }

    private void refuse(String reason) {
        answer(hub.answer().setWatchId(NO_WATCHER).setCreated(true).setCanceled(true)
                .setCancelReason(reason));
    }

    private void add(long id, WatchOptions options) {
        long revision = hub.enter(options);
        long start = options.startRevision() == 0 ? revision + 1 : options.startRevision();
        Watcher watcher = new Watcher(this, id, options, start);
        watchers.put(id, watcher);
        answer(hub.answer().setWatchId(id).setCreated(true));
        hub.place(watcher);
        if (options.progress()) {
            times.reportProgress();
        }
    }

    /// Cancels a watcher; an id that is unknown is not answered.
    public void cancel(long id) {
        Watcher watcher = watchers.remove(id);
        if (watcher == null || closed) {
            return;
        }
        behind.remove(watcher);
        hub.leave(watcher);
        answer(hub.answer().setWatchId(id).setCanceled(true));
    }

    /// Answers how far the whole stream is, if all of it is as far as the store.
    public void progress() {
        if (closed || watchers.isEmpty()) {
            return;
        }
        hub.drain();
        for (Watcher watcher : watchers.values()) {
            if (!upToDate(watcher)) {
                return;
            }
        }
        answer(hub.answer().setWatchId(NO_WATCHER));
    }

    /// Tells each watcher that wants to know, and has had no events for a while, how far it is.
    void reportQuiet() {
        hub.drain();
        for (Watcher watcher : watchers.values()) {
            if (watcher.options().progress() && watcher.takeQuiet() && upToDate(watcher)) {
                answer(hub.answer().setWatchId(watcher.id()));
            }
        }
    }

    private boolean upToDate(Watcher watcher) {
        return watcher.state() == Watcher.State.SYNCED
                && watcher.options().startRevision() <= hub.revision();
    }

    /// The stream has ended: nothing more is sent.
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        times.stop();
        watchers.values().forEach(hub::leave);
        watchers.clear();
        waiting.forEach(answer -> account(answer, -1));
        waiting.clear();
        behind.clear();
        hub.closed(this);
    }

    WatchHub hub() {
        return hub;
    }

    /// Whether another answer may wait here.
    public boolean hasRoom() {
        return waiting.size() < WAITING_ANSWERS + WAITING_PER_WATCHER * watchers.size()
                && waitingBytes < WAITING_BYTES;
    }

    /// Whether the client listens and so little waits that its watchers may be caught up.
    private boolean hasAppetite() {
        return reply.ready() && waiting.size() <= (WAITING_ANSWERS + watchers.size()) / 2
                && waitingBytes <= HUNGRY_BYTES;
    }

    /// Sends events of one watcher, in several answers if it lets them be split.
    void send(Watcher watcher, Selection events, byte[] header) {
        hub.counts().sent(events.size());
        int head = EventsAnswer.headBytes(header, watcher.id());
        if (!watcher.options().fragment() || events.size() < 2
                || head + events.sizeBytes() < limits.fragmentBytes()) {
            push(new Outgoing(
                    null, EventsAnswer.of(header, watcher.id(), false, events), watcher, true));
            return;
        }
        for (int from = events.from(); from < events.to();) {
            int to = endOfFragment(events, from, head);
            push(new Outgoing(null, EventsAnswer.of(header, watcher.id(), to < events.to(),
                    events.part(from, to)), watcher, from == events.from()));
            from = to;
        }
    }

    private int endOfFragment(Selection events, int from, int head) {
        int size = head + EventsAnswer.FRAGMENT_BYTES + events.eventBytes(from);
        int to = from + 1;
        while (to < events.to()) {
            size += events.eventBytes(to);
            if (size >= limits.fragmentBytes()) {
                break;
            }
            to++;
        }
        return to;
    }

    private void answer(WatchResponse.Builder control) {
        push(Outgoing.control(control.build()));
    }

    private void push(Outgoing answer) {
        if (waiting.isEmpty() && reply.ready()) {
            answer.sendTo(reply);
        } else {
            waiting.add(answer);
            account(answer, 1);
            times.awaitClient();
        }
    }

    private void account(Outgoing answer, int sign) {
        waitingBytes += sign * answer.sizeBytes();
        hub.counts().pending(sign * answer.eventCount());
    }

    /// The client takes more.
    private void drain() {
        while (!waiting.isEmpty() && reply.ready()) {
            Outgoing answer = waiting.poll();
            account(answer, -1);
            answer.sendTo(reply);
            times.clientListens();
        }
        feed();
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /// The client has not listened for a while: events that wait are dropped, and their watchers
    /// keep only their next revision. What is left of an answer whose first fragment has gone out
    /// stays, and so do created and canceled.
    void dropEvents() {
        boolean begun = false;
        for (Iterator<Outgoing> answers = waiting.iterator(); answers.hasNext();) {
            Outgoing answer = answers.next();
            begun |= answer.whole();
            if (begun && (answer.watcher() != null || answer.progress())) {
                answers.remove();
                account(answer, -1);
                dropped(answer);
            }
        }
    }

    private void dropped(Outgoing answer) {
        Watcher watcher = answer.watcher();
        if (watcher != null && watchers.get(watcher.id()) == watcher
                && watcher.state() != Watcher.State.COMPACTED) {
            watcher.returnTo(answer.events().events().firstRevision());
            hub.fallBehind(watcher);
        }
    }

    /// A compaction has passed the watcher.
    void compacted(Watcher watcher, long compactRevision) {
        answer(WatchResponse.newBuilder()
                .setHeader(hub.header(0))
                .setWatchId(watcher.id())
                .setCanceled(true)
                .setCompactRevision(compactRevision));
    }

    /// Takes a watcher that is to be caught up.
    void fallBehind(Watcher watcher) {
        behind.add(watcher);
        feed();
    }

    /// The next watcher to be caught up, or null.
    Watcher pollBehind() {
        if (behind.isEmpty()) {
            return null;
        }
        Watcher first = behind.iterator().next();
        behind.remove(first);
        return first;
    }

    /// Whether watchers wait and the client takes more; then the stream is among the hub's.
    boolean feed() {
        if (hungry || closed || behind.isEmpty() || !hasAppetite()) {
            return hungry;
        }
        hungry = true;
        hub.hungry(this);
        return true;
    }

    /// The hub looks after it.
    void fed() {
        hungry = false;
    }
}
