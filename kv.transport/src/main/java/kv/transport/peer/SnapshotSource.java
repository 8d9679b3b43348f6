package kv.transport.peer;

import kv.api.pb.raftpb.Message;

/// A snapshot to send. One thread at a time, which may wait; [#end] comes last, once, whatever
/// happens.
public interface SnapshotSource {

    /// The message that goes before the database.
    Message header();

    /// Makes ready to read; may take long.
    ///
    /// @return bytes of the database
    long open();

    /// The next bytes of the database.
    ///
    /// @return how many, fewer than asked for at the end alone
    int read(byte[] target);

    /// Whether a failure of [#open()] or [#read(byte[])] means that the state is closed meanwhile,
    /// and not that something is broken.
    boolean isClosed(RuntimeException failure);

    /// The receiver has it, or not.
    ///
    /// @param reason why not
    void end(boolean arrived, String reason);
}
