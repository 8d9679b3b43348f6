package kv.simulation.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import kv.transport.peer.SnapshotSink;
import kv.transport.peer.SnapshotSource;

/// A snapshot on its way from one machine to another, piece by piece. It arrives, or is refused, or
/// the connection breaks.
final class SnapshotTravel {

    private static final int PIECE_BYTES = 3_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final SimulatedNetwork network;
    private final SimulatedLinks from;
    private final int to;
    private final SnapshotSource source;
    private byte[] content;
    private SnapshotSink sink;
    private boolean ended;

    SnapshotTravel(SimulatedNetwork network, SimulatedLinks from, int to, SnapshotSource source) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.source = source;
    }

    void begin() {
        try {
            content = new byte[(int) source.open()];
            int read = source.read(content);
            content = network.arriving(Arrays.copyOf(content, read));
        } catch (IllegalStateException closed) {
            end(false, closed.toString());
            return;
        }
        network.later(from.machine(), PATIENCE_NS, () -> end(false, "no answer"));
        network.later(to, this::receive);
    }

    private void receive() {
        try {
            sink = network.events(to).snapshot(source.header());
        } catch (IOException refused) {
            answer(false, refused.getMessage());
            return;
        }
        take(0);
    }

    private void take(int offset) {
        if (!network.goesOn(from, to)) {
            sink.abandon("the connection is lost");
            answer(false, "the connection is lost");
            return;
        }
        int length = Math.min(PIECE_BYTES, content.length - offset);
        try {
            sink.write(ByteBuffer.wrap(content, offset, length));
        } catch (IOException refused) {
            sink.abandon(refused.getMessage());
            answer(false, refused.getMessage());
            return;
        }
        if (offset + length < content.length) {
            network.later(to, () -> take(offset + length));
        } else {
            finish();
        }
    }

    private void finish() {
        try {
            sink.finish();
            answer(true, "");
        } catch (IOException refused) {
            answer(false, refused.getMessage());
        }
    }

    private void answer(boolean arrived, String reason) {
        network.later(from.machine(), () -> end(arrived, reason));
    }

    private void end(boolean arrived, String reason) {
        if (!ended) {
            ended = true;
            network.tell("snapshot from m" + from.machine() + " to m" + to + ": "
                    + (arrived ? "arrived" : reason));
            source.end(arrived, reason);
        }
    }
}
