package kv.server.snapshot.install;

import java.nio.ByteBuffer;
import kv.transport.peer.SnapshotSink;

/// A snapshot of a state that this member is beyond: its leader does not know that yet. The file is
/// thrown away; the core hears of it all the same, and answers where it stands.
///
/// @param whole called when all of it has come
record UnneededSnapshot(Runnable whole) implements SnapshotSink {

    @Override
    public void write(ByteBuffer bytes) {
        bytes.position(bytes.limit());
    }

    @Override
    public void finish() {
        whole.run();
    }

    @Override
    public void abandon(String reason) {
        // Nothing was kept.
    }
}
