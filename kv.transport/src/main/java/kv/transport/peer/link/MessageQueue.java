package kv.transport.peer.link;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kv.api.pb.raftpb.Message;

/// Messages that wait for one way to a peer, bounded by count and by bytes. Any thread offers, one
/// at a time polls.
final class MessageQueue {

    private final int maxMessages;
    private final long maxBytes;
    private final ConcurrentLinkedQueue<Message> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    MessageQueue(int maxMessages, long maxBytes) {
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
    }

    /// Takes a message unless the queue is full; an empty queue takes one of any size.
    boolean offer(Message message) {
        int size = message.getSerializedSize();
        int count = messages.incrementAndGet();
        long total = bytes.addAndGet(size);
        if (count > maxMessages || total > maxBytes && count > 1) {
            gone(size);
            return false;
        }
        queue.add(message);
        return true;
    }

    /// The oldest message, or null.
    Message poll() {
        Message message = queue.poll();
        if (message != null) {
            gone(message.getSerializedSize());
        }
        return message;
    }

    /// Drops everything.
    void clear() {
        while (poll() != null) {
            // counted out by the poll
        }
    }

    private void gone(int size) {
        messages.decrementAndGet();
        bytes.addAndGet(-size);
    }
}
